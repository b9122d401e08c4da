// Văn bản dẫn chiếu đến. Văn bản dẫn chiếu, căn cứ, sửa đổi, thay thế, hướng dẫn, triển khai một văn bản hoặc chương trình, hoặc giao nhiệm vụ cần đến nó.
// Documents that refer to. Documents that cite, are based on, amend, replace, guide or implement a document or programme, or assign tasks that need it.
//
// Tham số (dán từng dòng vào Browser; null là không hỏi) / Parameters (paste each line into Browser; null asks nothing):
//   document: id hoặc số hiệu văn bản; id chương trình / id or number of a document; id of a programme
//   relation: loại quan hệ; TASKS: giao nhiệm vụ cần đến / types of relationship; TASKS: assigns a task that needs it
//   kind: mã loại văn bản / codes of kinds of document
//   agency: cơ quan ban hành: id, tên hoặc tên khác / issuer: its id, name or alias
// :param document => '06/QĐ-TTg'
// :param relation => null
// :param kind => null
// :param agency => null
//
// Dòng: một văn bản dẫn chiếu đến một dòng, theo ngày ban hành; document là số hiệu, kind_code là mã loại; issued_by, relation_code và provision là danh sách.
// Rows: one a document that refers to it, by date of issue; document is the number, kind_code the code of the kind; issued_by, relation_code and provision are lists.
// Không có: không.
// Left out: nothing.

WITH ['AMENDS', 'REPLACES', 'REPEALS', 'SUSPENDS', 'CORRECTS', 'CONSOLIDATES', 'GUIDES', 'IMPLEMENTS', 'BASED_ON', 'ADOPTED_BY', 'CITES'] + ['TASKS'] AS order
MATCH (d:Document|Programme)
WHERE d.id = $document OR d.number = $document
CALL (d) {
  MATCH (x)-[r:AMENDS|REPLACES|REPEALS|SUSPENDS|CORRECTS|CONSOLIDATES|GUIDES|IMPLEMENTS|BASED_ON|ADOPTED_BY|CITES]->(d)
  RETURN x, 1 AS place, type(r) AS relation, r.provision AS provision
  UNION
  MATCH (x)<-[r:ADOPTED_BY]-(d)
  RETURN x, 2 AS place, type(r) AS relation, null AS provision
  UNION
  MATCH (x)-[:ASSIGNS]->()-[:DEPENDS_ON]->(d)
  WHERE x <> d
  RETURN x, 3 AS place, 'TASKS' AS relation, null AS provision
}
WITH order, d, x, place, relation, provision
WHERE ($relation IS NULL OR relation IN $relation) AND ($kind IS NULL OR x.kind IN $kind)
  AND ($agency IS NULL OR EXISTS {
    MATCH (x)-[:ISSUED_BY]->(a:Agency)
    WHERE $agency IN [a.id, a.name, a.name_en] + coalesce(a.aliases, [])
  })
WITH d, x, relation, provision
ORDER BY place, [i IN range(0, size(order) - 1) WHERE order[i] = relation][0], coalesce(provision, '')
WITH d, x, collect(relation) AS relations, collect(provision) AS provision
WITH d, x, provision, [relation IN relations WHERE relation <> 'TASKS' OR head(relations) = 'TASKS'] AS relations
RETURN coalesce(x.number, x.title, x.name) AS document, x.id AS document_id, x.kind AS kind_code, coalesce(x.title, x.name) AS title,
  COLLECT { MATCH (x)-[:ISSUED_BY]->(a) WITH DISTINCT a ORDER BY a.id RETURN a.name } AS issued_by,
  x.issued_on AS issued_on,
  reduce(found = [], relation IN relations | CASE WHEN relation IN found THEN found ELSE found + relation END) AS relation_code,
  provision, coalesce(d.number, d.title, d.name) AS target, d.id AS target_id
ORDER BY coalesce(x.issued_on, ''), document, document_id, target_id
