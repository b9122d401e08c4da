// Danh sách đối tượng. Các cơ sở dữ liệu, nền tảng, chương trình, cơ quan hay chỉ số trong đồ thị theo loại và nội dung; thứ được nhiều văn bản nhắc đến đứng trước.
// Things of a kind. The databases, platforms, programmes, agencies or indicators of the graph by type and topic; what most documents name comes first.
//
// Tham số (dán từng dòng vào Browser; null là không hỏi) / Parameters (paste each line into Browser; null asks nothing):
//   types: loại: Database, Platform, Programme, Agency, Indicator; null là ba loại đầu / types; null is the first three
//   about: từ ngữ trong tên / words in the name
//   named: true: chỉ những gì văn bản đã nạp nhắc đến / true: only what the loaded documents name
//   as_of: ngày tính; null là hôm nay / the day that counts; null is today
// :param types => ['Database']
// :param about => null
// :param named => true
// :param as_of => '2024-08-01'
//
// Dòng: một đối tượng một dòng; managed_by là danh sách.
// Rows: one a thing; managed_by is a list.
// Không có: tìm theo nội dung (about) chỉ lấy chữ đúng như đã viết, không lấy cách viết không dấu, tiếng Anh hay từ đảo chỗ.
// Left out: about finds the words as they are written only, not without accents, in English or in another order.

WITH coalesce($as_of, toString(date())) AS day, coalesce($types, ['Database', 'Platform', 'Programme']) AS wanted
MATCH (n:Entity)
WHERE any(type IN labels(n) WHERE type IN wanted)
  AND ($about IS NULL OR any(text IN [n.name] + coalesce(n.aliases, []) WHERE toLower(text) CONTAINS toLower($about)))
WITH day, n, COUNT { MATCH (d:Reading)-[s:SAYS]->(n) WHERE s.proof <> '' RETURN DISTINCT d } AS documents
WHERE NOT coalesce($named, false) OR documents > 0
RETURN n.name AS entity, n.id AS entity_id, [type IN labels(n) WHERE type <> 'Entity'][0] AS type_code,
  COLLECT {
    MATCH (n)-[r:MANAGED_BY]->(a:Agency)
    WITH a, r ORDER BY a.id, r.priority, r.document
    WITH a, coalesce(r.role, '') AS role, head(collect(r.valid_to)) AS until
    WHERE coalesce(until, '9999') >= day
      AND NOT (until IS NULL AND EXISTS { (n)-[o:MANAGED_BY]->(old)-[q:SUCCEEDED_BY]->(a) WHERE o.valid_to >= day AND q.`on` > day })
    WITH DISTINCT a ORDER BY a.id
    RETURN a.name
  } AS managed_by,
  documents
ORDER BY documents DESC, entity, entity_id
