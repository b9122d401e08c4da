// Kết nối. Cơ sở dữ liệu, nền tảng và cơ quan kết nối, chia sẻ dữ liệu với một hệ thống, theo văn bản hoặc qua một nhiệm vụ.
// Connections. Databases, platforms and agencies that are connected to a system or share data with it, as the texts say or through a task.
//
// Tham số (dán từng dòng vào Browser; null là không hỏi) / Parameters (paste each line into Browser; null asks nothing):
//   entity: id, hoặc tên cơ sở dữ liệu, nền tảng, chương trình / id, or the name of a database, platform or programme
//   types: loại: Database, Platform, Agency / types: Database, Platform, Agency
//   as_of: ngày tính; null là hôm nay / the day that counts; null is today
// :param entity => 'Cơ sở dữ liệu quốc gia về dân cư'
// :param types => null
// :param as_of => '2024-08-01'
//
// Dòng: một hệ thống hoặc cơ quan một dòng, theo loại và tên; relation, task và managed_by là danh sách.
// Rows: one a system or agency, by type and name; relation, task and managed_by are lists.
// Không có: không.
// Left out: nothing.

WITH coalesce($as_of, toString(date())) AS day
CALL () {
  MATCH (e:Entity {id: $entity}) RETURN e
  UNION
  MATCH (e:Database|Platform|Programme) WHERE $entity IN [e.name, e.name_en] + coalesce(e.aliases, []) RETURN e
}
CALL (e) {
  // trực tiếp, như văn bản nói / directly, as the texts say
  MATCH (e)-[:CONNECTS_TO]-(x)
  RETURN x, 'kết nối trực tiếp' AS how, null AS t, 1 AS place
  UNION
  MATCH (e)-[r:DEPENDS_ON {how: 'connects'}]-(x:Database|Platform)
  RETURN x, 'kết nối trực tiếp' AS how, null AS t, 1 AS place
  UNION
  // qua nhiệm vụ kết nối nó với hệ thống khác / through a task that connects it to another
  MATCH (e)<-[:DEPENDS_ON {how: 'connects'}]-(t)-[r:DEPENDS_ON|PRODUCES]->(x:Database|Platform)
  WHERE x <> e AND coalesce(r.how, 'connects') = 'connects'
  RETURN x, 'kết nối qua nhiệm vụ' AS how, t, 2 AS place
  UNION
  // qua nhiệm vụ xây dựng nó / through a task that builds it
  MATCH (e)<-[:PRODUCES]-(t)-[:DEPENDS_ON {how: 'connects'}]->(x:Database|Platform)
  RETURN x, 'kết nối qua nhiệm vụ' AS how, t, 3 AS place
}
WITH day, x, how, t, place
WHERE $types IS NULL OR any(type IN labels(x) WHERE type IN $types)
WITH day, x, how, t ORDER BY place, t.id
WITH day, x, collect(how) AS hows, collect(coalesce(t.text, t.name)) AS tasks
RETURN coalesce(x.number, x.title, x.text, x.name) AS system, x.id AS system_id, [type IN labels(x) WHERE type <> 'Entity'][0] AS type_code,
  reduce(found = [], how IN hows | CASE WHEN how IN found THEN found ELSE found + how END) AS relation,
  reduce(found = [], task IN tasks | CASE WHEN task IN found THEN found ELSE found + task END) AS task,
  COLLECT {
    MATCH (x)-[r:MANAGED_BY]->(a)
    WITH a, r ORDER BY a.id, r.priority, r.document
    WITH a, r.role AS role, head(collect(r.valid_to)) AS until
    WHERE coalesce(until, '9999') >= day
      AND NOT (until IS NULL AND EXISTS { (x)-[o:MANAGED_BY]->(old)-[q:SUCCEEDED_BY]->(a) WHERE o.valid_to >= day AND q.`on` > day })
    WITH DISTINCT a ORDER BY a.id
    RETURN a.name
  } AS managed_by
ORDER BY type_code, system, system_id
