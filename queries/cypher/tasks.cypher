// Nhiệm vụ. Nhiệm vụ theo cơ quan và vai trò, thời hạn, tình trạng, văn bản hoặc chương trình, và nội dung.
// Tasks. Tasks by agency and role, deadline, standing, document or programme, and topic.
//
// Tham số (dán từng dòng vào Browser; null là không hỏi) / Parameters (paste each line into Browser; null asks nothing):
//   as_of: ngày tính; null là hôm nay / the day that counts; null is today
//   agency: cơ quan: id, tên hoặc tên khác / agency: its id, name or alias
//   role: vai trò, trong lead, coordinating, receiving / roles out of lead, coordinating, receiving
//   partner: cơ quan cùng tham gia / an agency that takes part too
//   submitted_to: cơ quan nhận trình, báo cáo / the agency it is submitted to
//   from: từ ngày / from this day
//   to: đến hết ngày / up to this day
//   status: tình trạng, trong done, overdue, due_soon, open, undated / standing out of done, overdue, due_soon, open, undated
//   source: văn bản hoặc chương trình: id, số hiệu hoặc tên / document or programme: its id, number or name
//   recurring: true: chỉ việc định kỳ / true: only tasks that recur
//   about: từ ngữ trong nhiệm vụ, hoặc tên thứ mà nhiệm vụ tạo ra hay cần đến / words in the task, or the name of what it builds or needs
// :param as_of => '2024-08-01'
// :param agency => 'Bộ Công an'
// :param role => ['lead']
// :param partner => null
// :param submitted_to => null
// :param from => null
// :param to => null
// :param status => null
// :param source => null
// :param recurring => null
// :param about => null
//
// Dòng: một nhiệm vụ một dòng, theo thời hạn rồi lời văn; lead, coordinating, submitted_to và document là danh sách.
// Rows: one a task, by deadline and then text; lead, coordinating, submitted_to and document are lists.
// Không có: tìm theo nội dung (about) chỉ lấy chữ đúng như đã viết, không lấy cách viết không dấu, tiếng Anh hay từ đảo chỗ; cơ quan nào nay chịu trách nhiệm, và việc của các cơ quan mà cơ quan được hỏi kế thừa.
// Left out: about finds the words as they are written only, not without accents, in English or in another order; who is responsible now, and the tasks of agencies that the one asked for took over from.

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
  AND ($agency IS NULL OR EXISTS {
    MATCH (t)-[r:LED_BY|COORDINATED_WITH|SUBMITTED_TO]->(a:Agency)
    WHERE $agency IN [a.id, a.name, a.name_en] + coalesce(a.aliases, [])
      AND ($role IS NULL OR type(r) IN [role IN $role | relations[role]])
  })
  AND ($partner IS NULL OR EXISTS {
    MATCH (t)-[:LED_BY|COORDINATED_WITH|SUBMITTED_TO]->(a:Agency)
    WHERE $partner IN [a.id, a.name, a.name_en] + coalesce(a.aliases, [])
  })
  AND ($submitted_to IS NULL OR EXISTS {
    MATCH (t)-[:SUBMITTED_TO]->(a:Agency)
    WHERE $submitted_to IN [a.id, a.name, a.name_en] + coalesce(a.aliases, [])
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
  AND (NOT coalesce($recurring, false) OR t.recurring IS NOT NULL)
WITH t,
     CASE
       WHEN toLower(coalesce(t.status, '')) IN ['done', 'completed', 'finished', 'hoàn thành', 'đã hoàn thành'] THEN 'done'
       WHEN t.due_on IS NULL THEN 'undated'
       WHEN t.due_on < day THEN 'overdue'
       WHEN t.due_on <= toString(date(day) + duration({days: 30})) THEN 'due_soon'
       ELSE 'open'
     END AS status
WHERE $status IS NULL OR status IN $status
RETURN coalesce(t.text, t.name) AS task, t.id AS task_id,
  COLLECT { MATCH (t)-[:LED_BY]->(a) WITH DISTINCT a ORDER BY a.id RETURN a.name } AS lead,
  COLLECT { MATCH (t)-[:LED_BY]->(a) WITH DISTINCT a ORDER BY a.id RETURN a.id } AS lead_id,
  COLLECT { MATCH (t)-[:COORDINATED_WITH]->(a) WITH DISTINCT a ORDER BY a.id RETURN a.name } AS coordinating,
  COLLECT { MATCH (t)-[:SUBMITTED_TO]->(a) WITH DISTINCT a ORDER BY a.id RETURN a.name } AS submitted_to,
  t.due_on AS due_on, coalesce(t.due_text, t.recurring) AS due_text, status AS status_code,
  COLLECT { MATCH (d)-[:ASSIGNS]->(t) WITH DISTINCT d ORDER BY d.id RETURN coalesce(d.number, d.title, d.name) } AS document,
  COLLECT { MATCH (d)-[:ASSIGNS]->(t) WITH DISTINCT d ORDER BY d.id RETURN d.id } AS document_id
ORDER BY coalesce(t.due_on, '9999'), task, task_id
