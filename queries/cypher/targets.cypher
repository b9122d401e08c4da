// Chỉ tiêu. Chỉ tiêu phải đạt theo thời gian, theo văn bản hoặc chương trình đặt ra, theo cơ quan và nội dung.
// Targets. Targets to be reached by time, by the document or programme that sets them, by agency and topic.
//
// Tham số (dán từng dòng vào Browser; null là không hỏi) / Parameters (paste each line into Browser; null asks nothing):
//   from: từ ngày / from this day
//   to: đến hết ngày / up to this day
//   source: văn bản hoặc chương trình: id, số hiệu hoặc tên / document or programme: its id, number or name
//   agency: cơ quan: id, tên hoặc tên khác / agency: its id, name or alias
//   about: từ ngữ trong tên chỉ tiêu hoặc chỉ số / words in the name of the target or indicator
//   as_of: ngày tính; null là hôm nay / the day that counts; null is today
// :param from => '2024-01-01'
// :param to => null
// :param source => null
// :param agency => null
// :param about => null
// :param as_of => '2024-08-01'
//
// Dòng: một chỉ tiêu một dòng, theo thời hạn rồi tên; set_by và set_by_id là danh sách.
// Rows: one a target, by deadline and name; set_by and set_by_id are lists.
// Không có: tìm theo nội dung (about) chỉ lấy chữ đúng như đã viết, không lấy cách viết không dấu, tiếng Anh hay từ đảo chỗ.
// Left out: about finds the words as they are written only, not without accents, in English or in another order.

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
WITH t,
     CASE
       WHEN toLower(coalesce(t.status, '')) IN ['done', 'completed', 'finished', 'hoàn thành', 'đã hoàn thành'] THEN 'done'
       WHEN t.due_on IS NULL THEN 'undated'
       WHEN t.due_on < day THEN 'overdue'
       WHEN t.due_on <= toString(date(day) + duration({days: 30})) THEN 'due_soon'
       ELSE 'open'
     END AS status
RETURN t.name AS target, t.id AS target_id, t.indicator AS indicator, coalesce(t.comparator, '=') AS comparator,
  t.value AS value, t.unit AS unit, t.due_on AS due_on, status AS status_code,
  COLLECT { MATCH (s)-[:SETS]->(t) WITH DISTINCT s ORDER BY s.id RETURN coalesce(s.number, s.title, s.name) } AS set_by,
  COLLECT { MATCH (s)-[:SETS]->(t) WITH DISTINCT s ORDER BY s.id RETURN s.id } AS set_by_id
ORDER BY coalesce(t.due_on, '9999'), target, target_id
