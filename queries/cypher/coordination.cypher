// Phối hợp giữa các cơ quan. Việc chung của hai cơ quan, ai chủ trì, phối hợp, nhận trình, và số việc theo từng cặp vai trò; hoặc một cơ quan làm việc với những cơ quan nào, nhiều việc nhất đứng đầu.
// Coordination between agencies. Tasks that two agencies do together, who leads, coordinates and receives, with counts by pair of roles; or with which agencies one works, the most tasks first.
//
// Tham số (dán từng dòng vào Browser; null là không hỏi) / Parameters (paste each line into Browser; null asks nothing):
//   as_of: ngày tính; null là hôm nay / the day that counts; null is today
//   agency: cơ quan: id, tên hoặc tên khác / agency: its id, name or alias
//   partner: cơ quan kia; null: xếp hạng mọi cơ quan cùng làm việc / the other agency; null: a ranking of all it works with
//   role: vai trò của cơ quan, trong lead, coordinating, receiving / roles of the agency out of lead, coordinating, receiving
//   from: từ ngày / from this day
//   to: đến hết ngày / up to this day
//   status: tình trạng, trong done, overdue, due_soon, open, undated / standing out of done, overdue, due_soon, open, undated
//   source: văn bản hoặc chương trình: id, số hiệu hoặc tên / document or programme: its id, number or name
//   about: từ ngữ trong nhiệm vụ, hoặc tên thứ mà nhiệm vụ tạo ra hay cần đến / words in the task, or the name of what it builds or needs
// :param as_of => '2024-08-01'
// :param agency => 'Bộ Công an'
// :param partner => null
// :param role => null
// :param from => null
// :param to => null
// :param status => null
// :param source => null
// :param about => null
//
// Dòng: có cơ quan kia thì một việc chung một dòng, theo thời hạn, với vai trò của mỗi bên; không có thì một cơ quan một dòng, với số việc.
// Rows: with a partner one a task in common, by deadline, with the roles of both; without one an agency each, with counts of tasks.
// Không có: số việc theo từng cặp vai trò của hai cơ quan; việc của cơ quan mà cơ quan được hỏi kế thừa; tìm theo nội dung (about) chỉ lấy chữ đúng như đã viết.
// Left out: how many tasks there are of each pair of roles of two agencies; the tasks of agencies that they took over from; about finds the words as they are written only.

WITH coalesce($as_of, toString(date())) AS day, {lead: 'LED_BY', coordinating: 'COORDINATED_WITH', receiving: 'SUBMITTED_TO'} AS relations,
     {LED_BY: 'lead', COORDINATED_WITH: 'coordinating', SUBMITTED_TO: 'receiving'} AS codes, ['lead', 'coordinating', 'receiving'] AS order
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
MATCH (own:Agency)
WHERE $agency IN [own.id, own.name, own.name_en] + coalesce(own.aliases, [])
MATCH (t:Task)
WHERE NOT t.id IN out_of_force
  AND EXISTS {
    MATCH (t)-[r:LED_BY|COORDINATED_WITH|SUBMITTED_TO]->(own)
    WHERE $role IS NULL OR type(r) IN [role IN $role | relations[role]]
  }
  AND ($partner IS NULL OR EXISTS {
    MATCH (t)-[:LED_BY|COORDINATED_WITH|SUBMITTED_TO]->(a:Agency)
    WHERE $partner IN [a.id, a.name, a.name_en] + coalesce(a.aliases, [])
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
WITH own, t, codes, order,
     CASE
       WHEN toLower(coalesce(t.status, '')) IN ['done', 'completed', 'finished', 'hoàn thành', 'đã hoàn thành'] THEN 'done'
       WHEN t.due_on IS NULL THEN 'undated'
       WHEN t.due_on < day THEN 'overdue'
       WHEN t.due_on <= toString(date(day) + duration({days: 30})) THEN 'due_soon'
       ELSE 'open'
     END AS status
WHERE $status IS NULL OR status IN $status
MATCH (t)-[r:LED_BY|COORDINATED_WITH|SUBMITTED_TO]->(a:Agency)
WHERE a <> own AND ($partner IS NULL OR $partner IN [a.id, a.name, a.name_en] + coalesce(a.aliases, []))
WITH own, t, a, codes, order, status, collect(DISTINCT codes[type(r)]) AS theirs,
     COLLECT { MATCH (t)-[s:LED_BY|COORDINATED_WITH|SUBMITTED_TO]->(own) RETURN DISTINCT codes[type(s)] } AS ours
WITH own, t, a, order, status, [role IN order WHERE role IN ours] AS ours, [role IN order WHERE role IN theirs] AS theirs
WITH *, [role IN ours WHERE role <> 'receiving'] AS doing, [role IN theirs WHERE role <> 'receiving'] AS helping
WITH CASE WHEN $partner IS NULL THEN a END AS p, CASE WHEN $partner IS NOT NULL THEN t END AS x, ours, theirs, doing, helping,
  CASE WHEN $partner IS NOT NULL THEN {ours: ours, theirs: theirs, status: status} END AS told
WITH p, x, told,
  sum(CASE WHEN size(doing) > 0 AND size(helping) > 0 THEN 1 ELSE 0 END) AS tasks,
  sum(CASE WHEN 'lead' IN ours AND 'coordinating' IN theirs THEN 1 ELSE 0 END) AS leads,
  sum(CASE WHEN 'coordinating' IN ours AND 'lead' IN theirs THEN 1 ELSE 0 END) AS helps,
  sum(CASE WHEN any(role IN doing WHERE role IN helping) THEN 1 ELSE 0 END) AS alike,
  sum(CASE WHEN size(doing) > 0 AND 'receiving' IN theirs THEN 1 ELSE 0 END) AS submits,
  sum(CASE WHEN 'receiving' IN ours AND size(helping) > 0 THEN 1 ELSE 0 END) AS receives
WHERE p IS NULL OR tasks + leads + helps + alike + submits + receives > 0
WITH p, x, told, CASE WHEN p IS NOT NULL THEN {tasks: tasks, leads: leads, helps: helps, alike: alike, submits: submits, receives: receives} END AS n
RETURN p.name AS partner, p.id AS partner_id, n.tasks AS tasks, n.leads AS leads, n.helps AS helps, n.alike AS alike,
  n.submits AS submits, n.receives AS receives, told.ours AS agency_role_code, told.theirs AS partner_role_code,
  coalesce(x.text, x.name) AS task, x.id AS task_id,
  COLLECT { MATCH (x)-[:LED_BY]->(b) WITH DISTINCT b ORDER BY b.id RETURN b.name } AS lead,
  COLLECT { MATCH (x)-[:COORDINATED_WITH]->(b) WITH DISTINCT b ORDER BY b.id RETURN b.name } AS coordinating,
  COLLECT { MATCH (x)-[:SUBMITTED_TO]->(b) WITH DISTINCT b ORDER BY b.id RETURN b.name } AS submitted_to,
  x.due_on AS due_on, coalesce(x.due_text, x.recurring) AS due_text, told.status AS status_code,
  COLLECT { MATCH (d)-[:ASSIGNS]->(x) WITH DISTINCT d ORDER BY d.id RETURN coalesce(d.number, d.title, d.name) } AS document
ORDER BY coalesce(p.kind = 'group', false), -coalesce(n.tasks, 0), -coalesce(n.submits, 0), -coalesce(n.receives, 0),
  coalesce(p.name, ''), coalesce(p.id, ''), coalesce(x.due_on, '9999'), coalesce(x.text, x.name), x.id
