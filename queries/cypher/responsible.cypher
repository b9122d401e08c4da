// Nay ai chịu trách nhiệm. Ai chịu trách nhiệm vào một ngày về một hệ thống, chương trình, nhiệm vụ, hoặc về những gì một cơ quan đã kết thúc từng có; theo các lần kế thừa với ngày, phạm vi và căn cứ, nhiều khả năng thì nêu tất cả.
// Who is responsible today. Who is responsible on a day for a system, programme or task, or for what an ended agency had; over its successions with date, scope and basis, all of them where there are several.
//
// Tham số (dán từng dòng vào Browser; null là không hỏi) / Parameters (paste each line into Browser; null asks nothing):
//   entity: id, hoặc tên hệ thống, chương trình, cơ quan / id, or the name of a system, programme or agency
//   types: loại của việc: Task, Database, Platform, Programme, Document / types of what is asked about: Task, Database, Platform, Programme, Document
//   as_of: ngày tính; null là hôm nay / the day that counts; null is today
// :param entity => 'Cổng Dịch vụ công quốc gia'
// :param types => null
// :param as_of => '2024-08-01'
//
// Dòng: một việc với một cơ quan được nêu và một cơ quan nay chịu trách nhiệm một dòng; scope và basis là danh sách.
// Rows: one a thing with an agency named for it and one that is responsible on the day; scope and basis are lists.
// Không có: vì sao biết (certainty); các cơ quan cùng kế thừa đứng theo mã, không theo nội dung nào khớp chức năng.
// Left out: how it is known (certainty); several that took over stand by id, not by whose function the words name.

WITH coalesce($as_of, toString(date())) AS day
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
  MATCH (e:Database|Platform|Programme|Agency) WHERE $entity IN [e.name, e.name_en] + coalesce(e.aliases, []) RETURN e
}
CALL (e, day, out_of_force) {
  // cơ quan: chức năng của chính nó / an agency: its own functions
  MATCH (e:Agency)
  RETURN e AS x, 1 AS place, 'functions' AS role, e AS named, '' AS sort, '' AS text, '' AS turn
  UNION
  // ai quản lý, hoặc quản lý sau cùng / who manages it on the day, or did last
  MATCH (x:Database|Platform|Programme)-[:MANAGED_BY]->(m:Agency)
  WHERE x = e OR m = e
  WITH DISTINCT x, day
  MATCH (x)-[r:MANAGED_BY]->(a:Agency)
  WITH day, x, a, r ORDER BY r.priority, r.document
  WITH day, x, a, coalesce(r.role, '') AS kind, head(collect(r.valid_to)) AS until
  WITH day, x, collect({a: a, kind: kind, until: coalesce(until, '9999')}) AS every
  WITH day, x, every, [m IN every WHERE m.until >= day AND NOT (m.until = '9999' AND any(old IN every WHERE old.until >= day AND old.until < '9999'
       AND EXISTS { (o)-[q:SUCCEEDED_BY]->(to) WHERE o = old.a AND to = m.a AND q.`on` > day }))] AS held
  WITH x, CASE WHEN size(held) > 0 THEN held ELSE [m IN every WHERE m.until = reduce(last = '', k IN every | CASE WHEN k.until > last THEN k.until ELSE last END)] END AS held
  UNWIND held AS m
  RETURN x, 2 AS place, 'manager' AS role, m.a AS named, [type IN labels(x) WHERE type <> 'Entity'][0] AS sort, x.name AS text, m.a.id + ' ' + m.kind AS turn
  UNION
  MATCH (e:Document)-[:ISSUED_BY]->(a:Agency)
  RETURN DISTINCT e AS x, 2 AS place, 'issuer' AS role, a AS named, '' AS sort, '' AS text, a.id AS turn
  UNION
  // ai chủ trì việc xây dựng nó / who leads a task that builds it
  MATCH (e)<-[:PRODUCES]-(t:Task)-[:LED_BY]->(a:Agency)
  WHERE NOT t.id IN out_of_force
  RETURN DISTINCT e AS x, 3 AS place, 'builder' AS role, a AS named, coalesce(t.due_on, '9999') AS sort, coalesce(t.text, t.name) AS text, t.id + ' ' + a.id AS turn
  UNION
  // ai chủ trì nhiệm vụ / who leads the task
  MATCH (t:Task)-[:LED_BY]->(a:Agency)
  WHERE t = e OR (a = e AND NOT t.id IN out_of_force)
  RETURN DISTINCT t AS x, 3 AS place, 'lead' AS role, a AS named, coalesce(t.due_on, '9999') AS sort, coalesce(t.text, t.name) AS text, t.id + ' ' + a.id AS turn
}
WITH day, x, place, role, named, sort, text, turn
WHERE $types IS NULL OR any(type IN labels(x) WHERE type IN $types)
CALL (named, day) {
  // ai thay cho cơ quan đã kết thúc, qua bao nhiêu lần kế thừa cũng được / who stands for an ended agency, over any number of successions
  MATCH p = (named)((a)-[r:SUCCEEDED_BY WHERE coalesce(r.`on`, '') <= day]->(b)){1,8}(h:Agency)
  WHERE all(n IN nodes(p) WHERE n = h OR coalesce(n.valid_to < day, EXISTS { (n)-[s:SUCCEEDED_BY]->() WHERE s.`on` <= day AND s.scope IS NULL }
      AND NOT EXISTS { (:Reading {document: 'registry'})-[:SAYS]->(n) }))
    AND NOT coalesce(h.valid_to < day, EXISTS { (h)-[s:SUCCEEDED_BY]->() WHERE s.`on` <= day AND s.scope IS NULL }
      AND NOT EXISTS { (:Reading {document: 'registry'})-[:SAYS]->(h) })
  UNWIND r AS step
  WITH h, length(p) AS hops, step ORDER BY hops, step.`on`, step.scope
  WITH h, max(step.`on`) AS since, collect(step.scope) AS scope, collect(step.basis) AS basis
  RETURN collect({h: h, since: since, scope: scope, basis: basis}) AS heirs
}
WITH x, place, role, named, sort, text, turn, heirs,
     coalesce(named.valid_to < day, size(heirs) > 0) AS ended
UNWIND CASE WHEN NOT ended THEN [{h: named}] WHEN size(heirs) = 0 THEN [{h: null}] ELSE heirs END AS heir
RETURN coalesce(x.number, x.title, x.text, x.name) AS thing, x.id AS thing_id, [type IN labels(x) WHERE type <> 'Entity'][0] AS type_code,
  role AS role_code, named.name AS named, named.id AS named_id, heir.h.name AS responsible, heir.h.id AS responsible_id,
  heir.since AS since, coalesce(heir.scope, []) AS scope, coalesce(heir.basis, []) AS basis
ORDER BY place, sort, text, turn, thing_id, size(scope) > 0, responsible_id
