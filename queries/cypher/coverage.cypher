// Những gì còn thiếu. Nhiệm vụ, chỉ tiêu chưa có thời hạn, cơ quan chủ trì hay giá trị; văn bản được dẫn chiếu nhưng chưa nạp; hệ thống chưa rõ ai quản lý. Không chọn loại thì đếm, chung và theo văn bản.
// What is missing. Tasks and targets without deadline, lead or value; documents that are cited but not loaded; systems of which it is not known who manages them. Without a kind they are counted, in all and by document.
//
// Tham số (dán từng dòng vào Browser; null là không hỏi) / Parameters (paste each line into Browser; null asks nothing):
//   kind: thiếu gì, trong undated_tasks, unled_tasks, unassigned_tasks, valueless_targets, undated_targets, unloaded_documents, unmanaged_systems; null thì đếm / what is missing, out of these codes; null counts
//   types: loại hệ thống, Database hoặc Platform / types of system, Database or Platform
//   document_kind: mã loại văn bản chưa nạp / codes of kinds of document not loaded
//   agency: cơ quan của nhiệm vụ, hoặc ban hành: id, tên hoặc tên khác / agency of the tasks, or that issued: its id, name or alias
//   source: nêu trong văn bản: id, số hiệu hoặc tên / told by the document: its id, number or name
//   as_of: ngày tính; null là hôm nay / the day that counts; null is today
// :param kind => ['undated_tasks']
// :param types => null
// :param document_kind => null
// :param agency => null
// :param source => null
// :param as_of => '2024-08-01'
//
// Dòng: có loại thì mỗi thứ còn thiếu một dòng, document là danh sách văn bản nêu nó (văn bản được nhiều văn bản nêu nhất đứng trước); không có loại thì mỗi loại một dòng chung, rồi mỗi văn bản một dòng, thiếu nhiều trước.
// Rows: with a kind one a thing that lacks it, document lists the documents that tell it (documents named by the most texts first); without a kind one for all of each kind, then one a document, those that lack the most first.
// Không có: những gì đã biết về từng thứ (cột đã biết).
// Left out: what is known of each thing all the same.

WITH coalesce($as_of, toString(date())) AS day,
     ['undated_tasks', 'unled_tasks', 'unassigned_tasks', 'valueless_targets', 'undated_targets', 'unloaded_documents', 'unmanaged_systems'] AS kinds
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
  RETURN collect(s) AS sources, collect(s.id) AS source_ids
}
CALL () {
  MATCH (d:Document)
  WHERE EXISTS { MATCH (:Reading {document: d.id}) }
  RETURN collect(d.number) AS loaded_numbers
}
CALL (day, kinds, out_of_force, sources, source_ids, loaded_numbers) {
  MATCH (x:Task)
  WHERE NOT x.id IN out_of_force
    AND ($agency IS NULL OR EXISTS {
      MATCH (x)-[:LED_BY|COORDINATED_WITH|SUBMITTED_TO]->(a:Agency)
      WHERE $agency IN [a.id, a.name, a.name_en] + coalesce(a.aliases, [])
    })
    AND ($source IS NULL
      OR EXISTS { (x)<-[:ASSIGNS]-(s) WHERE s IN sources }
      OR EXISTS { (x)-[:DEPENDS_ON|PART_OF]->(s) WHERE s IN sources }
      OR EXISTS { (x)-[:PRODUCES]->(s:Programme) WHERE s IN sources }
      OR EXISTS { (x)-[:PART_OF]->(:Programme)-[:ADOPTED_BY]->(s) WHERE s IN sources }
      OR EXISTS { (x)<-[:ASSIGNS]-(:Document)<-[:ADOPTED_BY]-(s) WHERE s IN sources })
  UNWIND kinds[0..3] AS kind
  RETURN kind, x, COLLECT { MATCH (x)<-[:ASSIGNS]-(d) WITH DISTINCT d ORDER BY d.id RETURN d.id } AS setting,
    CASE kind
      WHEN 'undated_tasks' THEN x.due_on IS NULL AND x.recurring IS NULL
      WHEN 'unled_tasks' THEN NOT EXISTS { (x)-[:LED_BY]->() }
      ELSE NOT EXISTS { (x)<-[:ASSIGNS]-() }
    END AS lacks
  UNION ALL
  MATCH (x:Target)
  UNWIND kinds[3..5] AS kind
  RETURN kind, x, COLLECT { MATCH (x)<-[:SETS]-(d) WITH DISTINCT d ORDER BY d.id RETURN d.id } AS setting,
    CASE kind WHEN 'valueless_targets' THEN x.value IS NULL ELSE x.due_on IS NULL END AS lacks
  UNION ALL
  MATCH (x:Document)
  WHERE ($agency IS NULL OR EXISTS {
      MATCH (x)-[:ISSUED_BY]->(a:Agency)
      WHERE $agency IN [a.id, a.name, a.name_en] + coalesce(a.aliases, [])
    })
    AND EXISTS { MATCH (x)<-[s:SAYS]-(r:Reading) WHERE s.proof <> '' AND r.document <> x.id }
    AND (x.number IS NOT NULL OR NOT EXISTS { (x)<-[:PRODUCES]-() })
    AND NOT (x.id CONTAINS '-undated-' AND x.number IN loaded_numbers)
    AND ($document_kind IS NULL OR x.kind IN $document_kind)
  RETURN 'unloaded_documents' AS kind, x, [] AS setting, NOT EXISTS { MATCH (:Reading {document: x.id}) } AS lacks
  UNION ALL
  MATCH (x:Database|Platform)
  WHERE $agency IS NULL AND EXISTS { MATCH (x)<-[s:SAYS]-(:Reading) WHERE s.proof <> '' }
    AND ($types IS NULL OR any(type IN labels(x) WHERE type IN $types))
  OPTIONAL MATCH (x)-[r:MANAGED_BY]->(a)
  WITH day, x, a, r.role AS role, r ORDER BY r.priority, r.document
  WITH day, x, a, role, head(collect(r.valid_to)) AS until
  WITH x, count(CASE WHEN coalesce(until, '9999') >= day THEN a END) AS managers
  RETURN 'unmanaged_systems' AS kind, x, [] AS setting, managers = 0 AS lacks
}
WITH kinds, source_ids, kind, x, lacks, setting,
     COLLECT { MATCH (x)<-[s:SAYS]-(r:Reading) WHERE s.proof <> '' AND r.document <> x.id RETURN r.document ORDER BY r.document } AS texts
WITH kinds, source_ids, kind, x, lacks, CASE setting WHEN [] THEN texts ELSE setting END AS told
WHERE ($kind IS NULL OR kind IN $kind)
  AND ($kind IS NOT NULL OR $agency IS NULL OR kind ENDS WITH '_tasks')
  AND ($source IS NULL OR kind ENDS WITH '_tasks' OR any(id IN told WHERE id IN source_ids))
  AND ($agency IS NULL OR NOT x:Target OR EXISTS {
    MATCH (d:Document)-[:ISSUED_BY]->(a:Agency)
    WHERE d.id IN told AND $agency IN [a.id, a.name, a.name_en] + coalesce(a.aliases, [])
  })
WITH [i IN range(0, size(kinds) - 1) WHERE kinds[i] = kind][0] AS place, kind, x, lacks, told
WITH collect({place: place, kind: kind, x: x, lacks: lacks, told: told}) AS counted
CALL (counted) {
  UNWIND counted AS one
  WITH one WHERE $kind IS NOT NULL AND one.lacks
  WITH one.place AS place, one.kind AS gap_code, one.x AS x, one.told AS told
  RETURN place, CASE gap_code WHEN 'unloaded_documents' THEN -size(told) ELSE 0 END AS often, gap_code,
    coalesce(x.number, CASE WHEN x:Document THEN x.title END, CASE WHEN x:Task THEN x.text END, x.name) AS thing, x.id AS thing_id,
    [type IN labels(x) WHERE type <> 'Entity'][0] AS type_code,
    COLLECT { UNWIND told AS id MATCH (d:Entity {id: id}) RETURN coalesce(d.number, d.title, d.name) } AS document, told AS document_id,
    size(told) AS texts, null AS missing, null AS total, null AS share, '' AS last
  UNION ALL
  UNWIND counted AS one
  WITH one WHERE $kind IS NULL
  UNWIND ['tất cả'] + one.told AS who
  WITH one.place AS place, one.kind AS gap_code, who, count(CASE WHEN one.lacks THEN 1 END) AS missing, count(*) AS total
  WHERE missing > 0 OR who = 'tất cả'
  OPTIONAL MATCH (d:Entity {id: who})
  RETURN place, CASE who WHEN 'tất cả' THEN -total - 1 ELSE -missing END AS often, gap_code, null AS thing, null AS thing_id, null AS type_code,
    [coalesce(d.number, d.title, d.name, who)] AS document, CASE who WHEN 'tất cả' THEN [] ELSE [who] END AS document_id, null AS texts,
    missing, total, toFloat((2000 * missing + total) / (2 * total)) / 10 AS share, coalesce(d.number, d.title, d.name, who) AS last
}
RETURN gap_code, thing, thing_id, type_code, document, document_id, texts, missing, total, share
ORDER BY place, often, thing, thing_id, last, document_id
