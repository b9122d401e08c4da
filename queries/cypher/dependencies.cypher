// Phụ thuộc vào những gì. Những gì một nhiệm vụ, cơ sở dữ liệu, nền tảng hay chương trình cần đến, và những gì các nhiệm vụ xây dựng nó cần đến.
// What it depends on. What a task, database, platform or programme needs, and what the tasks that build it need.
//
// Tham số (dán từng dòng vào Browser; null là không hỏi) / Parameters (paste each line into Browser; null asks nothing):
//   entity: id, hoặc tên cơ sở dữ liệu, nền tảng, chương trình / id, or the name of a database, platform or programme
//   depth: số bước nhiều nhất; 0 là không giới hạn / most steps; 0 is without limit
//   types: loại (nhãn) / types (labels)
//   as_of: ngày tính; null là hôm nay / the day that counts; null is today
// :param entity => 'Trung tâm dữ liệu quốc gia'
// :param depth => 0
// :param types => null
// :param as_of => '2024-08-01'
//
// Dòng: một thứ một dòng, gần trước, nhiệm vụ trước, rồi theo tên; path là tên các thứ trên đường, graph là đường đó để vẽ; lead là cơ quan chủ trì nhiệm vụ hoặc quản lý hệ thống; relation_code là mã của bước cuối.
// Rows: one a thing, the nearest first, tasks before others, then by name; path names the things on the way, graph is that way to be drawn; lead leads the task or manages the system; relation_code is that of the last step.
// Không có: tên các quan hệ trên đường; nếu có nhiều cách gắn thì chỉ cách đứng đầu.
// Left out: the names of the relations on the way; of several ways to one thing only the first.

WITH coalesce($as_of, toString(date())) AS day
CALL () {
  MATCH (e:Entity {id: $entity}) RETURN e
  UNION
  MATCH (e:Database|Platform|Programme) WHERE $entity IN [e.name, e.name_en] + coalesce(e.aliases, []) RETURN e
}
CALL (e) {
  // cần đến, qua bao nhiêu bước cũng được / what it needs, over any number of steps
  MATCH p = ALL SHORTEST (e)-[:DEPENDS_ON]->+(x)
  WHERE x <> e AND (coalesce($depth, 0) = 0 OR length(p) <= $depth)
  WITH x, p ORDER BY reverse([n IN nodes(p) | n.id]), reverse([r IN relationships(p) | coalesce(r.how, '')])
  WITH x, collect(p)[0] AS p
  RETURN x, nodes(p) AS things, relationships(p) AS steps, coalesce(last(relationships(p)).how, 'DEPENDS_ON') AS code, '' AS builder
  UNION
  // nhiệm vụ xây dựng nó cần đến / what the tasks that build it need
  MATCH (e)<-[built:PRODUCES]-(t)
  WITH e, t, collect(built)[0] AS built
  MATCH p = ALL SHORTEST (t)-[:DEPENDS_ON]->+(x)
  WHERE x <> e AND x <> t AND (coalesce($depth, 0) = 0 OR length(p) < $depth)
  WITH e, t, built, x, p ORDER BY reverse([n IN nodes(p) | n.id]), reverse([r IN relationships(p) | coalesce(r.how, '')])
  WITH e, t, built, x, collect(p)[0] AS p
  RETURN x, [e] + nodes(p) AS things, [built] + relationships(p) AS steps, coalesce(last(relationships(p)).how, 'DEPENDS_ON') AS code, t.id AS builder
  UNION
  // kết nối / what it is connected to
  MATCH (e)-[r:CONNECTS_TO]-(x)
  RETURN x, [e, x] AS things, [r] AS steps, 'CONNECTS_TO' AS code, '' AS builder
}
WITH day, x, things, steps, code, builder
ORDER BY size(steps), code, builder
WITH day, x, collect({things: things, steps: steps, code: code})[0] AS way
WHERE $types IS NULL OR any(type IN labels(x) WHERE type IN $types)
WITH day, x, way, CASE WHEN x:Task THEN
     CASE
       WHEN toLower(coalesce(x.status, '')) IN ['done', 'completed', 'finished', 'hoàn thành', 'đã hoàn thành'] THEN 'done'
       WHEN x.due_on IS NULL THEN 'undated'
       WHEN x.due_on < day THEN 'overdue'
       WHEN x.due_on <= toString(date(day) + duration({days: 30})) THEN 'due_soon'
       ELSE 'open'
     END END AS status
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
RETURN coalesce(x.number, x.title, x.text, x.name) AS dependency, x.id AS dependency_id,
  [type IN labels(x) WHERE type <> 'Entity'][0] AS type_code, way.code AS relation_code, size(way.steps) AS hops,
  [n IN way.things | coalesce(n.number, n.title, n.text, n.name)] AS path, lead,
  CASE WHEN x:Task THEN x.due_on END AS due_on, status AS status_code,
  way.things + way.steps AS graph
ORDER BY hops, type_code <> 'Task', dependency, dependency_id
