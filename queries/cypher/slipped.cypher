// Thời hạn bị lùi. Cùng một việc (cùng sản phẩm, cùng lời văn và cơ quan chủ trì, hoặc dòng được sửa đổi) được hai văn bản giao với hai thời hạn khác nhau, văn bản sau cho thời hạn muộn hơn.
// Slipped deadlines. The same work (same product, same words and lead, or an amended row) assigned by two documents with different deadlines, the later document giving the later one.
//
// Tham số (dán từng dòng vào Browser; null là không hỏi) / Parameters (paste each line into Browser; null asks nothing):
//   agency: cơ quan: id, tên hoặc tên khác / agency: its id, name or alias
//   role: vai trò, trong lead, coordinating, receiving / roles out of lead, coordinating, receiving
//   about: từ ngữ trong nhiệm vụ, hoặc tên thứ mà nhiệm vụ tạo ra hay cần đến / words in the task, or the name of what it builds or needs
//   as_of: ngày tính; null là hôm nay / the day that counts; null is today
// :param agency => null
// :param role => null
// :param about => null
// :param as_of => '2024-08-01'
//
// Dòng: một lần lùi một dòng, theo sản phẩm rồi thời hạn; task là nhiệm vụ sau, first_task_id là nhiệm vụ trước; lead và các văn bản là danh sách.
// Rows: one a slip, by product and deadline; task is the later one, first_task_id the earlier; lead and the documents are lists.
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
CALL (day, relations, out_of_force) {
MATCH (t:Task)
WHERE NOT t.id IN out_of_force
  AND ($agency IS NULL OR EXISTS {
    MATCH (t)-[r:LED_BY|COORDINATED_WITH|SUBMITTED_TO]->(a:Agency)
    WHERE $agency IN [a.id, a.name, a.name_en] + coalesce(a.aliases, [])
      AND ($role IS NULL OR type(r) IN [role IN $role | relations[role]])
  })
  AND ($about IS NULL
    OR toLower(coalesce(t.text, t.name) + ' ' + coalesce(t.output, '')) CONTAINS toLower($about)
    OR EXISTS {
      MATCH (t)-[:PRODUCES|DEPENDS_ON|PART_OF]->(x)
      WHERE any(name IN [x.name, x.name_en, x.number] + coalesce(x.aliases, []) WHERE toLower(name) = toLower($about))
    })
  RETURN collect(t.id) AS chosen
}
CALL () {
  // cùng một việc theo lời văn, hoặc dòng được sửa đổi / the same work by its words, or an amended row
  MATCH (older:Telling)-[like:LIKE]->(newer:Telling)
  WHERE like.kind IN ['moved', 'amends']
  OPTIONAL MATCH (a:Same {key: older.key})
  OPTIONAL MATCH (b:Same {key: newer.key})
  MATCH (f:Task:Entity {id: coalesce(a.node, older.task)})
  MATCH (t:Task:Entity {id: coalesce(b.node, newer.task)})
  WHERE f <> t
  RETURN DISTINCT f, t, null AS product
  UNION
  // cùng một sản phẩm: việc gần nhất trước đó, của văn bản khác, chung cơ quan chủ trì nếu cả hai nêu
  // the same product: the nearest one before, of another document, with a common lead where both name one
  MATCH (f:Task)-[:PRODUCES]->(product)<-[:PRODUCES]-(t:Task)
  WHERE f <> t AND f.due_on IS NOT NULL AND t.due_on IS NOT NULL
  WITH DISTINCT product, f, t
  WITH product, f, t,
       COLLECT { MATCH (f)<-[:ASSIGNS]-(d) RETURN DISTINCT d.id } AS by_f, COLLECT { MATCH (t)<-[:ASSIGNS]-(d) RETURN DISTINCT d.id } AS by_t,
       COLLECT { MATCH (f)<-[s:SAYS]-(d:Reading) WHERE s.proof <> '' RETURN d.document } AS in_f,
       COLLECT { MATCH (t)<-[s:SAYS]-(d:Reading) WHERE s.proof <> '' RETURN d.document } AS in_t,
       COLLECT { MATCH (f)<-[:ASSIGNS]-(d) WHERE d.issued_on IS NOT NULL RETURN d.issued_on ORDER BY d.issued_on LIMIT 1 } AS day_f,
       COLLECT { MATCH (t)<-[:ASSIGNS]-(d) WHERE d.issued_on IS NOT NULL RETURN d.issued_on ORDER BY d.issued_on LIMIT 1 } AS day_t
  WITH product, f, t, [coalesce(day_f[0], f.due_on), f.due_on, f.id] AS when_f, [coalesce(day_t[0], t.due_on), t.due_on, t.id] AS when_t,
       CASE WHEN by_f = [] THEN in_f ELSE by_f END AS told_f, CASE WHEN by_t = [] THEN in_t ELSE by_t END AS told_t
  WHERE when_f < when_t AND none(one IN told_f WHERE one IN told_t)
    AND (NOT EXISTS { (f)-[:LED_BY]->() } OR NOT EXISTS { (t)-[:LED_BY]->() } OR EXISTS { (f)-[:LED_BY]->()<-[:LED_BY]-(t) })
  WITH product, t, f, when_f ORDER BY when_f DESC
  WITH product, t, collect(f)[0] AS f
  RETURN f, t, product
}
WITH day, chosen, f, t, product
WHERE f.due_on < t.due_on
  AND (($agency IS NULL AND $role IS NULL AND $about IS NULL) OR f.id IN chosen OR t.id IN chosen)
WITH day, f, t, product ORDER BY product.id DESC
WITH day, f, t, head(collect(product)) AS product
RETURN coalesce(product.name, '') AS product, coalesce(product.id, '') AS product_id, coalesce(t.text, t.name) AS task, t.id AS task_id,
  f.id AS first_task_id,
  COLLECT { MATCH (f)-[:LED_BY]->(a) WITH DISTINCT a ORDER BY a.id RETURN a.name } AS lead, f.due_on AS first_due_on, t.due_on AS later_due_on,
  duration.inDays(date(f.due_on), date(t.due_on)).days AS days,
  COLLECT { MATCH (d)-[:ASSIGNS]->(f) WITH DISTINCT d ORDER BY d.id RETURN coalesce(d.number, d.title, d.name) } AS first_document,
  COLLECT { MATCH (d)-[:ASSIGNS]->(f) WITH DISTINCT d ORDER BY d.id RETURN d.id } AS first_document_id,
  COLLECT { MATCH (d)-[:ASSIGNS]->(t) WITH DISTINCT d ORDER BY d.id RETURN coalesce(d.number, d.title, d.name) } AS later_document,
  COLLECT { MATCH (d)-[:ASSIGNS]->(t) WITH DISTINCT d ORDER BY d.id RETURN d.id } AS later_document_id,
     CASE
       WHEN toLower(coalesce(t.status, '')) IN ['done', 'completed', 'finished', 'hoàn thành', 'đã hoàn thành'] THEN 'done'
       WHEN t.due_on IS NULL THEN 'undated'
       WHEN t.due_on < day THEN 'overdue'
       WHEN t.due_on <= toString(date(day) + duration({days: 30})) THEN 'due_soon'
       ELSE 'open'
     END AS status_code
ORDER BY toLower(product), first_due_on, later_due_on, first_task_id, task_id
