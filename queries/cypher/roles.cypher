// Cơ quan chủ trì và phối hợp. Cơ quan chủ trì, phối hợp và nhận trình các nhiệm vụ về một nội dung, và cơ quan quản lý hệ thống có tên đó.
// Who leads and coordinates. Agencies that lead, coordinate or receive the tasks of a topic, and who manages the system of that name.
//
// Tham số (dán từng dòng vào Browser; null là không hỏi) / Parameters (paste each line into Browser; null asks nothing):
//   about: từ ngữ trong nhiệm vụ, hoặc tên thứ mà nhiệm vụ tạo ra hay cần đến / words in the task, or the name of what it builds or needs
//   role: vai trò, trong lead, coordinating, receiving / roles out of lead, coordinating, receiving
//   agency: cơ quan: id, tên hoặc tên khác / agency: its id, name or alias
//   source: văn bản hoặc chương trình: id, số hiệu hoặc tên / document or programme: its id, number or name
//   from: từ ngày / from this day
//   to: đến hết ngày / up to this day
//   as_of: ngày tính; null là hôm nay / the day that counts; null is today
// :param about => 'Trung tâm dữ liệu quốc gia'
// :param role => null
// :param agency => null
// :param source => null
// :param from => null
// :param to => null
// :param as_of => '2024-08-01'
//
// Dòng: một vai trò của một cơ quan trong một nhiệm vụ một dòng, theo thời hạn; cuối cùng là cơ quan quản lý (manager) thứ có tên đó; document là danh sách.
// Rows: one a role of an agency in a task, by deadline; last come those who manage (manager) what has that name; document is a list.
// Không có: tìm theo nội dung (about) chỉ lấy chữ đúng như đã viết, không lấy cách viết không dấu, tiếng Anh hay từ đảo chỗ; cơ quan nào nay chịu trách nhiệm, và việc của các cơ quan mà cơ quan được hỏi kế thừa.
// Left out: about finds the words as they are written only, not without accents, in English or in another order; who is responsible now, and the tasks of agencies that the one asked for took over from.

WITH coalesce($as_of, toString(date())) AS day, coalesce($role, ['lead', 'coordinating', 'receiving']) AS roles
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
CALL (day, roles, out_of_force, sources) {
MATCH (t:Task)
WHERE NOT t.id IN out_of_force
  AND ($agency IS NULL OR EXISTS {
    MATCH (t)-[:LED_BY|COORDINATED_WITH|SUBMITTED_TO]->(a:Agency)
    WHERE $agency IN [a.id, a.name, a.name_en] + coalesce(a.aliases, [])
  })
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
MATCH (t)-[r:LED_BY|COORDINATED_WITH|SUBMITTED_TO]->(a:Agency)
WITH DISTINCT day, roles, t, a, {LED_BY: 'lead', COORDINATED_WITH: 'coordinating', SUBMITTED_TO: 'receiving'}[type(r)] AS role
WHERE role IN roles
RETURN 1 AS part, a, role, t.id AS task_id, coalesce(t.text, t.name) AS task, t.due_on AS due_on, coalesce(t.due_text, t.recurring) AS due_text,
     CASE
       WHEN toLower(coalesce(t.status, '')) IN ['done', 'completed', 'finished', 'hoàn thành', 'đã hoàn thành'] THEN 'done'
       WHEN t.due_on IS NULL THEN 'undated'
       WHEN t.due_on < day THEN 'overdue'
       WHEN t.due_on <= toString(date(day) + duration({days: 30})) THEN 'due_soon'
       ELSE 'open'
     END AS status_code,
  COLLECT { MATCH (d)-[:ASSIGNS]->(t) WITH DISTINCT d ORDER BY d.id RETURN coalesce(d.number, d.title, d.name) } AS document
UNION
MATCH (x:Platform|Database|Programme)-[r:MANAGED_BY]->(a)
WHERE any(name IN [x.name, x.name_en] + coalesce(x.aliases, []) WHERE toLower(name) = toLower($about)) AND 'lead' IN roles
WITH day, x, a, r ORDER BY r.priority, r.document
WITH day, x, a, r.role AS kind, head(collect(r.valid_to)) AS until
WHERE coalesce(until, '9999') >= day
  AND NOT (until IS NULL AND EXISTS { (x)-[o:MANAGED_BY]->(old)-[q:SUCCEEDED_BY]->(a) WHERE o.valid_to >= day AND q.`on` > day })
RETURN 2 AS part, a, 'manager' AS role, x.id AS task_id, 'quản lý ' + x.name AS task, null AS due_on, null AS due_text, null AS status_code, [] AS document
}
RETURN a.name AS agency, a.id AS agency_id, role AS role_code, task, task_id, due_on, due_text, status_code, document
ORDER BY part, CASE part WHEN 1 THEN coalesce(due_on, '9999') ELSE '' END, CASE part WHEN 1 THEN task ELSE '' END, task_id,
  [i IN range(0, 3) WHERE ['lead', 'coordinating', 'receiving', 'manager'][i] = role][0], agency_id
