// Số nhiệm vụ theo cơ quan. Mỗi cơ quan có bao nhiêu nhiệm vụ (việc chủ trì, nếu không hỏi vai trò khác), theo từng vai trò, và bao nhiêu quá hạn, sắp đến hạn, trong hạn.
// Tasks by agency. How many tasks each agency has (those it leads where no other role is asked for), in which role, and how many are overdue, due soon or in time.
//
// Tham số (dán từng dòng vào Browser; null là không hỏi) / Parameters (paste each line into Browser; null asks nothing):
//   as_of: ngày tính; null là hôm nay / the day that counts; null is today
//   role: vai trò, trong lead, coordinating, receiving; null là lead / roles out of lead, coordinating, receiving; null is lead
//   from: từ ngày / from this day
//   to: đến hết ngày / up to this day
//   status: tình trạng, trong done, overdue, due_soon, open, undated / standing out of done, overdue, due_soon, open, undated
//   source: văn bản hoặc chương trình: id, số hiệu hoặc tên / document or programme: its id, number or name
//   about: từ ngữ trong nhiệm vụ, hoặc tên thứ mà nhiệm vụ tạo ra hay cần đến / words in the task, or the name of what it builds or needs
// :param as_of => '2024-08-01'
// :param role => ['lead']
// :param from => null
// :param to => null
// :param status => null
// :param source => null
// :param about => null
//
// Dòng: một cơ quan một dòng, nhiều nhiệm vụ nhất đứng đầu, với số nhiệm vụ theo tình trạng.
// Rows: one an agency, the most tasks first, with how many of them stand how.
// Không có: tìm theo nội dung (about) chỉ lấy chữ đúng như đã viết, không lấy cách viết không dấu, tiếng Anh hay từ đảo chỗ.
// Left out: about finds the words as they are written only, not without accents, in English or in another order.

WITH coalesce($as_of, toString(date())) AS day, {lead: 'LED_BY', coordinating: 'COORDINATED_WITH', receiving: 'SUBMITTED_TO'} AS relations
// Dòng được sửa đổi: dòng cũ tính đến ngày sửa đổi có hiệu lực, dòng mới tính từ ngày đó.
// Amended rows: the old one counts until the amendment takes effect, the new one from then on.
CALL (day) {
  MATCH (older:Telling)-[like:LIKE {kind: 'amends'}]->(newer:Telling)
  OPTIONAL MATCH (a:Same {key: older.key})
  OPTIONAL MATCH (b:Same {key: newer.key})
  WITH day, like.reasons AS reasons, coalesce(a.node, older.task) AS first, coalesce(b.node, newer.task) AS later,
       split(split(newer.facts, '"since":"')[1], '"')[0] AS since, split(split(newer.facts, '"day":"')[1], '"')[0] AS told
  WHERE first <> later
  WITH day, first, later, min([reasons, coalesce(since, told, '')])[1] AS since
  RETURN collect(CASE WHEN since <= day THEN first ELSE later END) AS out_of_force
}
CALL () {
  MATCH (s:Document|Programme)
  WHERE $source IN [s.id, s.number, s.name] + coalesce(s.aliases, [])
  RETURN collect(s) AS sources
}
MATCH (t:Task)
WHERE NOT t.id IN out_of_force
  AND ($from IS NULL OR t.due_on >= $from)
  AND ($to IS NULL OR t.due_on <= $to)
  AND ($source IS NULL
    OR EXISTS { (t)<-[:ASSIGNS]-(s) WHERE s IN sources }
    OR EXISTS { (t)-[:DEPENDS_ON|PART_OF]->(s) WHERE s IN sources }
    OR EXISTS { (t)-[:PRODUCES]->(s:Programme) WHERE s IN sources }
    OR EXISTS { (t)-[:PART_OF]->(:Programme)-[:ADOPTED_BY]->(s) WHERE s IN sources }
    OR EXISTS { (t)<-[:ASSIGNS]-(:Document)<-[:ADOPTED_BY]-(s) WHERE s IN sources })
  AND ($about IS NULL
    OR toLower(coalesce(t.text, t.name) + ' ' + coalesce(t.output, '')) CONTAINS toLower($about)
    OR EXISTS {
      MATCH (t)-[:PRODUCES|DEPENDS_ON|PART_OF]->(x)
      WHERE any(name IN [x.name, x.name_en, x.number] + coalesce(x.aliases, []) WHERE toLower(name) = toLower($about))
    })
WITH t, relations,
     CASE
       WHEN toLower(coalesce(t.status, '')) IN ['done', 'completed', 'finished', 'hoàn thành', 'đã hoàn thành'] THEN 'done'
       WHEN t.due_on IS NULL THEN 'undated'
       WHEN t.due_on < day THEN 'overdue'
       WHEN t.due_on <= toString(date(day) + duration({days: 30})) THEN 'due_soon'
       ELSE 'open'
     END AS status
WHERE $status IS NULL OR status IN $status
MATCH (t)-[r:LED_BY|COORDINATED_WITH|SUBMITTED_TO]->(a:Agency)
WHERE type(r) IN [role IN coalesce($role, ['lead']) | relations[role]]
WITH a, t, status, collect(DISTINCT type(r)) AS roles
RETURN a.name AS agency, a.id AS agency_id, count(t) AS tasks,
  sum(CASE WHEN 'LED_BY' IN roles THEN 1 ELSE 0 END) AS as_lead,
  sum(CASE WHEN 'COORDINATED_WITH' IN roles THEN 1 ELSE 0 END) AS as_coordinating,
  sum(CASE WHEN 'SUBMITTED_TO' IN roles THEN 1 ELSE 0 END) AS as_receiving,
  sum(CASE status WHEN 'overdue' THEN 1 ELSE 0 END) AS overdue,
  sum(CASE status WHEN 'due_soon' THEN 1 ELSE 0 END) AS due_soon,
  sum(CASE status WHEN 'open' THEN 1 ELSE 0 END) AS open,
  sum(CASE status WHEN 'undated' THEN 1 ELSE 0 END) AS undated,
  sum(CASE status WHEN 'done' THEN 1 ELSE 0 END) AS done
ORDER BY tasks DESC, overdue DESC, agency, agency_id
