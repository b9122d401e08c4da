// Cơ quan quản lý. Cơ quan quản lý, vận hành một cơ sở dữ liệu, nền tảng, chương trình; hoặc những gì một cơ quan quản lý.
// Who manages what. Who manages or operates a database, platform or programme, or what an agency manages.
//
// Tham số (dán từng dòng vào Browser; null là không hỏi) / Parameters (paste each line into Browser; null asks nothing):
//   entity: hệ thống, chương trình hoặc cơ quan: id, tên hoặc tên khác / system, programme or agency: its id, name or alias
//   types: loại được quản lý: Database, Platform, Programme / types of what is managed: Database, Platform, Programme
//   as_of: ngày tính; null là hôm nay / the day that counts; null is today
// :param entity => 'Cơ sở dữ liệu quốc gia về dân cư'
// :param types => null
// :param as_of => '2024-08-01'
//
// Dòng: một hệ thống với một cơ quan quản lý và vai trò một dòng, theo loại và tên.
// Rows: one a system with an agency that manages it and its role, by type and name.
// Không có: không.
// Left out: nothing.

WITH coalesce($as_of, toString(date())) AS day
MATCH (e:Database|Platform|Programme|Agency)
WHERE $entity IN [e.id, e.name, e.name_en] + coalesce(e.aliases, [])
MATCH (s)-[r:MANAGED_BY]->(a:Agency)
WHERE (s = e OR a = e) AND ($types IS NULL OR any(type IN labels(s) WHERE type IN $types))
WITH day, s, a, r ORDER BY r.priority, r.document
WITH day, s, a, coalesce(r.role, '') AS role, head(collect(r.valid_to)) AS until
WHERE coalesce(until, '9999') >= day
  // cơ quan chỉ kế thừa sau ngày ấy thì chưa quản lý / one that takes over only later does not manage it yet
  AND NOT (until IS NULL AND EXISTS { (s)-[o:MANAGED_BY]->(old)-[q:SUCCEEDED_BY]->(a) WHERE o.valid_to >= day AND q.`on` > day })
RETURN s.name AS system, s.id AS system_id, [type IN labels(s) WHERE type <> 'Entity'][0] AS type_code,
  a.name AS agency, a.id AS agency_id, role
ORDER BY type_code, system, agency, system_id, agency_id, role
