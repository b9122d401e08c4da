// Ảnh hưởng khi ngừng hoạt động. Những gì bị ảnh hưởng khi một hệ thống, chương trình hay văn bản ngừng hoạt động, vì sao và qua đâu; chậm bao lâu thì việc nào lỡ hạn là câu hỏi của 'delay'.
// Impact of an outage. What is affected when a system, programme or document fails, why and through what; which deadlines a delay of some days endangers is asked of 'delay'.
//
// Tham số (dán từng dòng vào Browser; null là không hỏi) / Parameters (paste each line into Browser; null asks nothing):
//   entity: id, hoặc tên cơ sở dữ liệu, nền tảng, chương trình / id, or the name of a database, platform or programme
//   depth: số bước nhiều nhất; 0 là không giới hạn / most steps; 0 is without limit
//   types: loại (nhãn) / types (labels)
//   agency: cơ quan: id, tên hoặc tên khác / agency: its id, name or alias
//   role: vai trò, trong lead, coordinating, receiving / roles out of lead, coordinating, receiving
//   from: từ ngày / from this day
//   to: đến hết ngày / up to this day
//   status: tình trạng, trong done, overdue, due_soon, open, undated / standing out of done, overdue, due_soon, open, undated
//   as_of: ngày tính; null là hôm nay / the day that counts; null is today
// :param entity => 'Cơ sở dữ liệu quốc gia về dân cư'
// :param depth => 0
// :param types => null
// :param agency => null
// :param role => null
// :param from => null
// :param to => null
// :param status => null
// :param as_of => '2024-08-01'
//
// Dòng: một thứ một dòng, gần trước, nhiệm vụ trước, rồi theo tên; path là tên các thứ trên đường, graph là đường đó để vẽ; lead là cơ quan chủ trì nhiệm vụ hoặc quản lý hệ thống; reason_code là mã của bước cuối (PRODUCT: sản phẩm của nhiệm vụ bị ảnh hưởng).
// Rows: one a thing, the nearest first, tasks before others, then by name; path names the things on the way, graph is that way to be drawn; lead leads the task or manages the system; reason_code is that of the last step (PRODUCT: made by a task that is affected).
// Không có: tên các quan hệ trên đường; nếu có nhiều cách gắn thì chỉ cách đứng đầu; cơ quan nào nay chịu trách nhiệm, và việc của các cơ quan mà cơ quan được hỏi kế thừa.
// Left out: the names of the relations on the way; of several ways to one thing only the first; who is responsible now, and the tasks of agencies that the one asked for took over from.

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
  MATCH (e:Entity {id: $entity}) RETURN e
  UNION
  MATCH (e:Database|Platform|Programme) WHERE $entity IN [e.name, e.name_en] + coalesce(e.aliases, []) RETURN e
}
CALL (e) {
  // cần đến, qua bao nhiêu bước cũng được / what needs it, over any number of steps
  MATCH p = ALL SHORTEST (e)<-[:DEPENDS_ON]-+(x)
  WHERE x <> e AND (coalesce($depth, 0) = 0 OR length(p) <= $depth)
  WITH x, p ORDER BY reverse([n IN nodes(p) | n.id]), reverse([r IN relationships(p) | coalesce(r.how, '')])
  WITH x, collect(p)[0] AS p
  RETURN x, nodes(p) AS things, relationships(p) AS steps, coalesce(last(relationships(p)).how, 'DEPENDS_ON') AS code
  UNION
  // xây dựng, tạo ra / what builds it
  MATCH (e)<-[r:PRODUCES]-(x)
  RETURN x, [e, x] AS things, [r] AS steps, 'PRODUCES' AS code
  UNION
  // kết nối / what it is connected to
  MATCH (e)-[r:CONNECTS_TO]-(x)
  RETURN x, [e, x] AS things, [r] AS steps, 'CONNECTS_TO' AS code
  UNION
  // sản phẩm của nhiệm vụ cần đến / what is made by tasks that need it
  MATCH p = ALL SHORTEST (e)<-[:DEPENDS_ON]-+(t:Task)
  WHERE t <> e AND (coalesce($depth, 0) = 0 OR length(p) < $depth)
  WITH e, t, p ORDER BY reverse([n IN nodes(p) | n.id]), reverse([r IN relationships(p) | coalesce(r.how, '')])
  WITH e, t, collect(p)[0] AS p
  MATCH (t)-[r:PRODUCES]->(x)
  WHERE x <> e
  RETURN x, nodes(p) + [x] AS things, relationships(p) + [r] AS steps, 'PRODUCT' AS code
}
WITH day, relations, out_of_force, x, things, steps, code
ORDER BY size(steps), code <> 'PRODUCES', code, reverse([n IN things | n.id])
WITH day, relations, out_of_force, x, collect({things: things, steps: steps, code: code})[0] AS way
WITH day, relations, out_of_force, x, way,
     CASE WHEN x:Task THEN
     CASE
       WHEN toLower(coalesce(x.status, '')) IN ['done', 'completed', 'finished', 'hoàn thành', 'đã hoàn thành'] THEN 'done'
       WHEN x.due_on IS NULL THEN 'undated'
       WHEN x.due_on < day THEN 'overdue'
       WHEN x.due_on <= toString(date(day) + duration({days: 30})) THEN 'due_soon'
       ELSE 'open'
     END END AS status
WHERE ($types IS NULL OR any(type IN labels(x) WHERE type IN $types))
  AND (all(asked IN [$agency, $role, $from, $to, $status] WHERE asked IS NULL) OR (x:Task AND NOT x.id IN out_of_force))
  AND ($agency IS NULL OR EXISTS {
    MATCH (x)-[r:LED_BY|COORDINATED_WITH|SUBMITTED_TO]->(a:Agency)
    WHERE $agency IN [a.id, a.name, a.name_en] + coalesce(a.aliases, [])
      AND ($role IS NULL OR type(r) IN [role IN $role | relations[role]])
  })
  AND ($from IS NULL OR x.due_on >= $from)
  AND ($to IS NULL OR x.due_on <= $to)
  AND ($status IS NULL OR status IN $status)
CALL (x, day) {
  // ai chủ trì nhiệm vụ, ai đang quản lý hệ thống / who leads the task, who manages the system on the day
  MATCH (x:Task|Database|Platform)-[r:LED_BY|MANAGED_BY]->(a)
  WITH day, a, r ORDER BY r.priority, r.document
  WITH day, a, r.role AS role, head(collect(r.valid_to)) AS until
  WHERE coalesce(until, '9999') >= day
    AND NOT (until IS NULL AND EXISTS { (x)-[o:MANAGED_BY]->(old)-[q:SUCCEEDED_BY]->(a) WHERE o.valid_to >= day AND q.`on` > day })
  WITH DISTINCT a ORDER BY a.id
  RETURN collect(a.name) AS lead
}
RETURN coalesce(x.number, x.title, x.text, x.name) AS affected, x.id AS affected_id,
  [type IN labels(x) WHERE type <> 'Entity'][0] AS type_code, way.code AS reason_code, size(way.steps) AS hops,
  [n IN reverse(way.things) | coalesce(n.number, n.title, n.text, n.name)] AS path, lead,
  CASE WHEN x:Task THEN x.due_on END AS due_on, status AS status_code,
  COLLECT { MATCH (d)-[:ASSIGNS]->(x) WITH DISTINCT d ORDER BY d.id RETURN coalesce(d.number, d.title, d.name) } AS document,
  way.things + way.steps AS graph
ORDER BY hops, type_code <> 'Task', affected, affected_id
