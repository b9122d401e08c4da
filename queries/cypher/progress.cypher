// Tiến độ chỉ tiêu. Chỉ tiêu so với số liệu đo được của cùng chỉ số, cùng đơn vị - cần bao nhiêu, đã được bao nhiêu, còn thiếu bao nhiêu, đạt hay chưa, với đà hiện nay có kịp không, kèm phép tính.
// Progress towards targets. Targets against what was measured of the same indicator in the same unit - what is needed, what is reached, what is lacking, whether it is reached or on track at the pace so far, with the arithmetic.
//
// Tham số (dán từng dòng vào Browser; null là không hỏi) / Parameters (paste each line into Browser; null asks nothing):
//   status: mức đạt, trong reached, late, missed, on_track, behind, short, unknown / standing out of reached, late, missed, on_track, behind, short, unknown
//   from: từ ngày / from this day
//   to: đến hết ngày / up to this day
//   source: văn bản hoặc chương trình: id, số hiệu hoặc tên / document or programme: its id, number or name
//   agency: cơ quan: id, tên hoặc tên khác / agency: its id, name or alias
//   about: từ ngữ trong tên chỉ tiêu hoặc chỉ số / words in the name of the target or indicator
//   as_of: ngày tính; null là hôm nay / the day that counts; null is today
// :param status => null
// :param from => null
// :param to => null
// :param source => null
// :param agency => null
// :param about => null
// :param as_of => '2024-08-01'
//
// Dòng: một chỉ tiêu một dòng, theo thời hạn rồi tên; measured là lần đo quyết định, earlier là lần đo trước để tính đà; set_by là danh sách.
// Rows: one a target, by deadline and name; measured is the value that decides, earlier the one before from which the pace is taken; set_by is a list.
// Không có: phép tính bằng lời; không tách mức 'tăng thêm', 'giảm' với mức đạt, cũng không tách số của một tỉnh với số cả nước như truy vấn; số là số thực; about chỉ lấy chữ đúng như đã viết.
// Left out: the arithmetic in words; unlike the query it does not tell rises and falls from levels, nor a province from the country; numbers are floats; about finds words as they are written only.

WITH coalesce($as_of, toString(date())) AS day
CALL () {
  MATCH (s:Document|Programme)
  WHERE $source IN [s.id, s.number, s.name] + coalesce(s.aliases, [])
  RETURN collect(s) AS asked
}
WITH day, asked + COLLECT { UNWIND asked AS s MATCH (s)-[:ADOPTED_BY]-(other) RETURN DISTINCT other } AS setters
MATCH (t:Target)
WHERE ($from IS NULL OR t.due_on >= $from)
  AND ($to IS NULL OR t.due_on <= $to)
  AND ($source IS NULL OR EXISTS { (t)<-[:SETS]-(s) WHERE s IN setters })
  AND ($agency IS NULL
    OR EXISTS {
      MATCH (t)<-[:SETS]-()-[:ISSUED_BY]->(a:Agency)
      WHERE $agency IN [a.id, a.name, a.name_en] + coalesce(a.aliases, [])
    }
    OR EXISTS {
      // một câu nêu cả chỉ tiêu và nhiệm vụ của cơ quan: hai quãng [đầu, cuối, ...] trong cùng một văn bản chồng lên nhau
      // one sentence tells the target and a task of the agency: two spans [start, end, ...] of one text overlap
      MATCH (t)<-[one:SAYS]-(:Reading)-[two:SAYS]->(:Task)-[:LED_BY]->(a:Agency)
      WHERE $agency IN [a.id, a.name, a.name_en] + coalesce(a.aliases, [])
        AND any(x IN split(one.proof, '],[') WHERE any(y IN split(two.proof, '],[') WHERE
          toInteger(replace(split(x, ',')[0], '[', '')) < toInteger(split(y, ',')[1])
          AND toInteger(replace(split(y, ',')[0], '[', '')) < toInteger(split(x, ',')[1])))
    })
  AND ($about IS NULL OR any(text IN [t.name, t.indicator] + coalesce(t.aliases, []) WHERE toLower(text) CONTAINS toLower($about)))
  AND t.value IS NOT NULL
CALL (t, day) {
  MATCH (t)-[:OF]->()<-[:OF]-(m:Measurement)
  WHERE m.value IS NOT NULL AND
    CASE WHEN toLower(m.unit) IN ['phần trăm', 'percent'] THEN '%' ELSE toLower(coalesce(m.unit, '')) END =
    CASE WHEN toLower(t.unit) IN ['phần trăm', 'percent'] THEN '%' ELSE toLower(coalesce(t.unit, '')) END
  WITH DISTINCT m, day
  // Đo lúc nào: không sau ngày ban hành văn bản báo cáo. / When: not after the day its document was issued.
  WITH m, day, [on IN COLLECT { MATCH (d)-[:REPORTS]->(m) RETURN d.issued_on } + [m.as_of] WHERE on IS NOT NULL] AS days
  WITH m, day, reduce(first = null, on IN days | CASE WHEN first IS NULL OR on < first THEN on ELSE first END) AS on
  WHERE on <= day
  WITH m, on ORDER BY on, m.id
  RETURN collect({id: m.id, value: m.value, on: on, op: coalesce(m.comparator, '=')}) AS known
}
WITH t, day, known, coalesce(t.comparator, '=') AS op, coalesce(t.due_on < day, false) AS over,
     CASE WHEN coalesce(t.comparator, '=') IN ['<', '<='] THEN -1.0 ELSE 1.0 END AS sign
WITH t, day, over, op, sign, [m IN known | m {.*,
       bound: CASE WHEN sign > 0 THEN m.op ELSE coalesce({`<`: '>', `<=`: '>=', `>`: '<', `>=`: '<='}[m.op], m.op) END,
       gap: CASE WHEN sign > 0 THEN m.value - t.value ELSE t.value - m.value END}] AS known, CASE WHEN op IN ['>', '<'] THEN true ELSE false END AS strict
// meets: đạt, chưa, hay chưa biết (null) / reached, not, or not known (null)
WITH t, day, over, op, sign, strict, [m IN known | m {.*, meets: CASE
       WHEN m.bound IN ['<', '<='] THEN CASE WHEN m.gap < 0 OR (m.gap = 0 AND (m.bound = '<' OR strict)) THEN false END
       WHEN m.gap <> 0 THEN m.gap > 0
       WHEN m.bound = '~' OR (strict AND m.bound = '>=') THEN null
       ELSE NOT strict OR m.bound = '>' END}] AS known
WITH t, over, op, sign, strict, known, known[-1] AS last, [m IN known WHERE m.on <= t.due_on][-1] AS timely,
     [m IN known WHERE m.on > t.due_on AND m.meets][0] AS late
WITH t, over, op, sign, strict, last, timely, late,
     CASE WHEN last.bound IN ['<', '<='] OR t.due_on IS NULL THEN [] ELSE [m IN known WHERE m.on < last.on AND NOT m.bound IN ['<', '<=']] END AS before
WITH t, over, op, strict, sign, last, timely, late,
     coalesce([m IN before WHERE duration.inDays(date(m.on), date(last.on)).days >= 90][-1], before[0]) AS earlier
WITH t, over, strict, sign, last, timely, late, CASE WHEN NOT over AND last.meets = false THEN earlier END AS earlier
WITH t, over, strict, last, timely, late, earlier,
     last.gap + sign * (last.value - earlier.value) * duration.inDays(date(last.on), date(t.due_on)).days
       / duration.inDays(date(earlier.on), date(last.on)).days AS ahead
WITH t, over, last, timely, late, earlier, CASE
       WHEN last IS NULL THEN 'unknown'
       WHEN over AND timely.meets THEN 'reached'
       WHEN over AND late IS NOT NULL THEN 'late'
       WHEN last.meets IS NULL THEN 'unknown'
       WHEN over THEN CASE WHEN last.on >= t.due_on THEN 'missed' ELSE 'short' END
       WHEN last.meets THEN 'reached'
       WHEN ahead IS NULL THEN 'short'
       WHEN ahead > 0 OR (ahead = 0 AND NOT strict) THEN 'on_track'
       ELSE 'behind' END AS standing
WITH t, standing, earlier, CASE standing WHEN 'late' THEN late WHEN 'reached' THEN CASE WHEN over THEN timely ELSE last END ELSE last END AS m
WHERE $status IS NULL OR standing IN $status
RETURN t.name AS target, t.id AS target_id, t.indicator AS indicator, coalesce(t.comparator, '=') AS comparator,
  t.value AS value, t.unit AS unit, t.due_on AS due_on, m.value AS measured, m.on AS measured_on, m.id AS measured_id,
  earlier.value AS earlier, earlier.on AS earlier_on, standing AS standing_code,
  COLLECT { MATCH (s)-[:SETS]->(t) WITH DISTINCT s ORDER BY s.id RETURN coalesce(s.number, s.title, s.name) } AS set_by,
  COLLECT { MATCH (s)-[:SETS]->(t) WITH DISTINCT s ORDER BY s.id RETURN s.id } AS set_by_id
ORDER BY coalesce(t.due_on, '9999'), target, target_id
