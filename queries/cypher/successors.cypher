// Cơ quan kế thừa. Cơ quan kế thừa một cơ quan (hoặc cơ quan mà nó kế thừa), với ngày, phạm vi và căn cứ, đến nay.
// Successors. Agencies that took over from an agency (or from which it took over), with date, scope and basis, on to the present.
//
// Tham số (dán từng dòng vào Browser; null là không hỏi) / Parameters (paste each line into Browser; null asks nothing):
//   agency: cơ quan: id, tên hoặc tên khác / agency: its id, name or alias
//   direction: successors: ai kế thừa; predecessors: kế thừa ai / successors: who took over; predecessors: from whom it took over
//   as_of: ngày tính; null là hôm nay / the day that counts; null is today
// :param agency => 'Bộ Thông tin và Truyền thông'
// :param direction => 'successors'
// :param as_of => '2024-08-01'
//
// Dòng: một lần kế thừa một dòng, gần trước, rồi theo ngày.
// Rows: one a succession, the nearest first, then by date.
// Không có: không.
// Left out: nothing.

WITH coalesce($as_of, toString(date())) AS day
MATCH (start:Agency)
WHERE $agency IN [start.id, start.name, start.name_en] + coalesce(start.aliases, [])
CALL (start) {
  MATCH p = (start)-[:SUCCEEDED_BY*0..]->(x)
  WHERE coalesce($direction, 'successors') = 'successors'
  WITH x, min(length(p)) + 1 AS hops
  MATCH (x)-[r:SUCCEEDED_BY]->()
  RETURN r, hops
  UNION
  MATCH p = (start)<-[:SUCCEEDED_BY*0..]-(x)
  WHERE $direction = 'predecessors'
  WITH x, min(length(p)) + 1 AS hops
  MATCH (x)<-[r:SUCCEEDED_BY]-()
  RETURN r, hops
}
WITH day, hops, r, startNode(r) AS a, endNode(r) AS b ORDER BY r.priority, r.document
WITH day, hops, a, b, coalesce(r.`on`, '') AS since, coalesce(r.scope, '') AS scope, head(collect(r.basis)) AS basis
RETURN a.name AS agency, a.id AS agency_id, b.name AS successor, b.id AS successor_id,
  since AS `on`, scope, basis, CASE WHEN since <= day THEN 'có' ELSE 'chưa' END AS happened, hops
ORDER BY hops, since, successor, agency, scope
