// Mâu thuẫn giữa các văn bản. Những chỗ hai văn bản nói khác nhau về cùng một điều - hai thời hạn hay hai cơ quan chủ trì của một nhiệm vụ, hai giá trị của một chỉ số vào cùng ngày, nơi nói xong nơi quá hạn - kèm cả hai câu văn.
// Contradictions between documents. Where two documents say different things of the same - two deadlines or leads of one task, two values of one indicator for one day, told done here and overdue there - with both sentences.
//
// Tham số (dán từng dòng vào Browser; null là không hỏi) / Parameters (paste each line into Browser; null asks nothing):
//   kind: khác nhau về, trong deadline, lead, status, target, measurement / differ in, out of these codes
//   document: một trong hai văn bản: id hoặc số hiệu / one of the two documents: its id or number
//   other: văn bản kia: id hoặc số hiệu / the other document: its id or number
//   agency: cơ quan có vai trò trong nhiệm vụ, hoặc ban hành: id, tên hoặc tên khác / agency with a role in the task, or that issued: its id, name or alias
//   as_of: ngày tính; null là hôm nay / the day that counts; null is today
// :param kind => null
// :param document => null
// :param other => null
// :param agency => null
// :param as_of => '2024-08-01'
//
// Dòng: hai điều khác nhau một dòng, theo loại rồi lời văn; first và later là điều mỗi văn bản nói (giá trị để trống với target, measurement: xem first_id, later_id), văn bản trước đứng trước.
// Rows: one for two things that differ, by kind and then text; first and later are what each document says (for target and measurement see the nodes first_id, later_id), the earlier document first.
// Không có: giá trị viết thành chữ của chỉ tiêu và kết quả đo; với lead và status chỉ có mã.
// Left out: values of targets and measurements in words; the words of leads and statuses.

WITH coalesce($as_of, toString(date())) AS day
CALL (day) {
  // nhiệm vụ: lời văn cho biết là một việc, thời hạn hoặc cơ quan chủ trì khác nhau / tasks: the words say that it is the same work, deadline or lead differ
  MATCH (older:Telling)-[like:LIKE]->(newer:Telling)
  OPTIONAL MATCH (a:Same {key: older.key})
  OPTIONAL MATCH (b:Same {key: newer.key})
  WITH day, like, coalesce(a.node, older.task) AS first, coalesce(b.node, newer.task) AS later, older.document AS one, newer.document AS two,
       coalesce(split(split(newer.facts, '"since":"')[1], '"')[0], split(split(newer.facts, '"day":"')[1], '"')[0], '') AS since
  WHERE first <> later
  WITH day, first, later, like.kind AS kind, min([like.reasons, since, one, two]) AS least
  WITH day, first, later, collect({kind: kind, least: least}) AS likes
  WITH day, first, later, likes, [like IN likes WHERE like.kind = 'moved'] + [like IN likes WHERE like.kind = 'apart'] AS some
  WHERE size(some) > 0 AND none(like IN likes WHERE like.kind = 'amends')
  WITH day, collect({first: first, later: later, some: some}) AS pairs, collect([first, later]) AS ends
  UNWIND pairs AS pair
  WITH day, pair.first AS first, pair.later AS later, [like IN pair.some WHERE like.least[0] IN ['due', 'leads']][0].least AS least
  WHERE least IS NOT NULL
    AND NOT EXISTS {
      MATCH (older:Telling)-[:LIKE {kind: 'amends'}]->(newer:Telling)
      OPTIONAL MATCH (a:Same {key: older.key})
      OPTIONAL MATCH (b:Same {key: newer.key})
      WITH coalesce(a.node, older.task) AS x, coalesce(b.node, newer.task) AS y
      WHERE x = later AND y = first
      RETURN x
    }
  MATCH (f:Entity&Task {id: first}), (t:Entity&Task {id: later})
  WHERE NOT EXISTS { MATCH (f)<-[s1:SAYS]-(:Reading)-[s2:SAYS]->(t) WHERE s1.proof <> '' AND s2.proof <> '' }
  WITH day, f, t, least,
       [x IN [f, t] | CASE
         WHEN toLower(coalesce(x.status, '')) IN ['done', 'completed', 'finished', 'hoàn thành', 'đã hoàn thành'] THEN 'done'
         WHEN x.due_on < day THEN 'overdue' ELSE 'other' END] AS standing
  UNWIND CASE least[0] WHEN 'leads' THEN ['lead'] ELSE ['deadline'] + CASE WHEN 'done' IN standing AND 'overdue' IN standing THEN ['status'] ELSE [] END END AS kind
  RETURN kind, t AS it, f, t, least[2] AS one, least[3] AS two, null AS on_day
  UNION ALL
  // giá trị: một chỉ số được gọi tên đủ rõ, một ngày, mỗi văn bản một giá trị / values: one indicator named clearly enough, one day, one value a document
  MATCH (x:Target|Measurement)-[:OF]->(i:Indicator)
  WITH DISTINCT day, x, i, CASE WHEN x:Target THEN x.due_on ELSE x.as_of END AS at
  WHERE at IS NOT NULL AND x.value IS NOT NULL AND size([word IN split(split(i.id, ':')[1], '-') WHERE word <> 'pct']) >= 3
  WITH x, i, at, coalesce(x.unit, '') AS unit,
       COLLECT { MATCH (x)<-[r:SETS|REPORTS]-() WHERE r.proof <> '' RETURN DISTINCT r.document } AS telling,
       COLLECT { MATCH (x)<-[s:SAYS]-(r:Reading) WHERE s.proof <> '' RETURN r.document } AS naming
  UNWIND CASE telling WHEN [] THEN naming ELSE telling END AS document
  WITH i, at, unit, x:Target AS target, document, coalesce(x.comparator, '=') + toString(x.value) AS said, x ORDER BY x.id
  WITH i, at, unit, target, document, collect(DISTINCT said) AS said, collect(x)[0] AS x
  WHERE size(said) = 1
  OPTIONAL MATCH (d:Entity&Document {id: document})
  WITH i, at, unit, target, document, x, coalesce(d.issued_on, '9999') AS issued,
       COLLECT { MATCH (d)-[:ISSUED_BY]->(a)
         WHERE a.kind IN ['people_committee', 'commune_committee', 'people_council', 'local_department']
         RETURN DISTINCT a.id ORDER BY a.id } AS place,
       CASE WHEN coalesce(x.comparator, '=') IN ['>', '>='] THEN 'least' WHEN x.comparator IN ['<', '<='] THEN 'most' ELSE coalesce(x.comparator, '=') END AS bound
  WITH i, at, unit, target, {document: document, x: x, issued: issued, place: place, bound: bound, value: toFloat(x.value),
       low: CASE bound WHEN 'most' THEN -Infinity WHEN '~' THEN x.value - 0.05 * abs(x.value) ELSE toFloat(x.value) END,
       high: CASE bound WHEN 'least' THEN Infinity WHEN '~' THEN x.value + 0.05 * abs(x.value) ELSE toFloat(x.value) END} AS side
  ORDER BY side.issued, side.document
  WITH i, at, unit, target, collect(side) AS sides
  UNWIND range(0, size(sides) - 2) AS m
  UNWIND range(m + 1, size(sides) - 1) AS n
  WITH i, at, target, sides[m] AS a, sides[n] AS b
  WITH i, at, target, a, b, CASE WHEN a.low > b.low THEN a.low ELSE b.low END - CASE WHEN a.high < b.high THEN a.high ELSE b.high END AS gap
  WHERE a.x <> b.x AND a.place = b.place
    AND CASE
      WHEN target AND a.bound = b.bound THEN a.value <> b.value
      WHEN target THEN gap > 0
      ELSE gap > 0.01 * CASE WHEN abs(a.value) > abs(b.value) THEN abs(a.value) ELSE abs(b.value) END
    END
  RETURN CASE WHEN target THEN 'target' ELSE 'measurement' END AS kind, i AS it, a.x AS f, b.x AS t, a.document AS one, b.document AS two, at AS on_day
}
WITH day, kind, it, f, t, one, two, on_day
WHERE ($kind IS NULL OR kind IN $kind)
  AND NOT EXISTS { MATCH (:Entity {id: one})-[:AMENDS|REPLACES|REPEALS|SUSPENDS|CORRECTS|CONSOLIDATES]-(:Entity {id: two}) }
  AND ($document IS NULL OR EXISTS { MATCH (d:Document) WHERE d.id IN [one, two] AND $document IN [d.id, d.number] })
  AND ($other IS NULL OR EXISTS { MATCH (d:Document) WHERE d.id IN [one, two] AND $other IN [d.id, d.number] })
  AND ($agency IS NULL OR EXISTS {
    MATCH (x)-[:LED_BY|COORDINATED_WITH|SUBMITTED_TO|ISSUED_BY]->(a:Agency)
    WHERE (x IN [f, t] OR x.id IN [one, two]) AND $agency IN [a.id, a.name, a.name_en] + coalesce(a.aliases, [])
  })
OPTIONAL MATCH (p:Entity {id: one})
OPTIONAL MATCH (q:Entity {id: two})
RETURN kind AS difference_code, coalesce(it.text, it.name) AS about, it.id AS about_id, on_day AS on, f.id AS first_id,
  coalesce(p.number, p.title, p.name) AS first_document, one AS first_document_id, t.id AS later_id,
  coalesce(q.number, q.title, q.name) AS later_document, two AS later_document_id,
  CASE kind WHEN 'deadline' THEN duration.inDays(date(f.due_on), date(t.due_on)).days END AS days
ORDER BY [i IN range(0, 4) WHERE ['deadline', 'lead', 'status', 'target', 'measurement'][i] = kind][0], toLower(coalesce(it.text, it.name)),
  first_id, later_id, later_document_id
