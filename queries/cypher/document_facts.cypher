// Nội dung một văn bản. Nhiệm vụ, chỉ tiêu, kết quả, và các văn bản được dẫn chiếu trong một văn bản.
// What a document says. The tasks, targets, results and references of a document.
//
// Tham số (dán từng dòng vào Browser; null là không hỏi) / Parameters (paste each line into Browser; null asks nothing):
//   document: id hoặc số hiệu văn bản; id chương trình / id or number of a document; id of a programme
//   as_of: ngày tính; null là hôm nay / the day that counts; null is today
// :param document => '71/NQ-CP'
// :param as_of => '2024-08-01'
//
// Dòng: một nội dung một dòng: nhiệm vụ, chỉ tiêu, kết quả đo, cơ quan ban hành, văn bản liên quan, theo thứ tự đó; code là loại quan hệ; detail là chủ trì, giá trị hoặc trích yếu.
// Rows: one a thing that it says: tasks, targets, results, issuer, documents, in that order; code is the type of the relation; detail is who leads, the value or the title.
// Không có: không.
// Left out: nothing.

WITH coalesce($as_of, toString(date())) AS day,
     ['ASSIGNS', 'SETS', 'REPORTS', 'ISSUED_BY', 'AMENDS', 'REPLACES', 'REPEALS', 'SUSPENDS', 'CORRECTS', 'CONSOLIDATES', 'GUIDES',
      'IMPLEMENTS', 'BASED_ON', 'ADOPTED_BY', 'CITES'] AS order
MATCH (d:Document|Programme)
WHERE d.id = $document OR d.number = $document
CALL (d, order) {
  MATCH (d)-[r]->(x:Entity)
  WHERE type(r) IN order
  RETURN DISTINCT x, type(r) AS code, r.qualifier AS qualifier
  UNION
  MATCH (d)<-[r:ADOPTED_BY]-(x)
  RETURN DISTINCT x, type(r) AS code, r.qualifier AS qualifier
}
WITH day, order, d, x AS t, code, qualifier
WITH order, d, t, code, qualifier,
     CASE WHEN t:Task|Target THEN
     CASE
       WHEN toLower(coalesce(t.status, '')) IN ['done', 'completed', 'finished', 'hoàn thành', 'đã hoàn thành'] THEN 'done'
       WHEN t.due_on IS NULL THEN 'undated'
       WHEN t.due_on < day THEN 'overdue'
       WHEN t.due_on <= toString(date(day) + duration({days: 30})) THEN 'due_soon'
       ELSE 'open'
     END
     END AS status
RETURN code, coalesce(t.number, t.title, t.text, t.name) AS fact, t.id AS fact_id,
  CASE
    WHEN t:Task THEN COLLECT { MATCH (t)-[:LED_BY]->(a) WITH DISTINCT a ORDER BY a.id RETURN a.name }
    WHEN t:Target|Measurement THEN [trim(
      CASE WHEN coalesce(t.comparator, '=') = '=' THEN '' ELSE t.comparator END
      + CASE WHEN t.value = toInteger(t.value) THEN toString(toInteger(t.value)) ELSE coalesce(toString(t.value), '') END
      + ' ' + coalesce(t.unit, ''))]
    ELSE [t.title]
  END AS detail,
  CASE WHEN t:Task|Target THEN t.due_on END AS due_on, status AS status_code
ORDER BY [i IN range(0, size(order) - 1) WHERE order[i] = code][0], coalesce(due_on, '9999'), fact, fact_id, qualifier
