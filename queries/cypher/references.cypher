// Văn bản được nó dẫn chiếu. Những văn bản và chương trình mà một văn bản dẫn chiếu, căn cứ, sửa đổi, thay thế, hướng dẫn hoặc triển khai.
// What a document refers to. The documents and programmes that a document cites, is based on, amends, replaces, guides or implements.
//
// Tham số (dán từng dòng vào Browser; null là không hỏi) / Parameters (paste each line into Browser; null asks nothing):
//   document: id hoặc số hiệu văn bản; id chương trình / id or number of a document; id of a programme
//   relation: loại quan hệ / types of relationship
//   kind: mã loại văn bản / codes of kinds of document
// :param document => '71/NQ-CP'
// :param relation => null
// :param kind => null
//
// Dòng: một văn bản được dẫn chiếu một dòng, theo ngày ban hành; document là số hiệu, kind_code là mã loại; issued_by, relation_code và provision là danh sách.
// Rows: one a document referred to, by date of issue; document is the number, kind_code the code of the kind; issued_by, relation_code and provision are lists.
// Không có: không.
// Left out: nothing.

WITH ['AMENDS', 'REPLACES', 'REPEALS', 'SUSPENDS', 'CORRECTS', 'CONSOLIDATES', 'GUIDES', 'IMPLEMENTS', 'BASED_ON', 'ADOPTED_BY', 'CITES'] AS order
MATCH (d:Document|Programme)
WHERE d.id = $document OR d.number = $document
CALL (d) {
  MATCH (d)-[r:AMENDS|REPLACES|REPEALS|SUSPENDS|CORRECTS|CONSOLIDATES|GUIDES|IMPLEMENTS|BASED_ON|ADOPTED_BY|CITES]->(x)
  RETURN x, 1 AS place, type(r) AS relation, r.provision AS provision
  UNION
  MATCH (d)<-[r:ADOPTED_BY]-(x)
  RETURN x, 2 AS place, type(r) AS relation, null AS provision
}
WITH order, d, x, place, relation, provision
WHERE ($relation IS NULL OR relation IN $relation) AND ($kind IS NULL OR x.kind IN $kind)
WITH d, x, relation, provision
ORDER BY place, [i IN range(0, size(order) - 1) WHERE order[i] = relation][0], coalesce(provision, '')
WITH d, x, collect(relation) AS relations, collect(provision) AS provision
RETURN coalesce(x.number, x.title, x.name) AS document, x.id AS document_id, x.kind AS kind_code, coalesce(x.title, x.name) AS title,
  COLLECT { MATCH (x)-[:ISSUED_BY]->(a) WITH DISTINCT a ORDER BY a.id RETURN a.name } AS issued_by,
  x.issued_on AS issued_on,
  reduce(found = [], relation IN relations | CASE WHEN relation IN found THEN found ELSE found + relation END) AS relation_code,
  provision, coalesce(d.number, d.title, d.name) AS source, d.id AS source_id
ORDER BY coalesce(x.issued_on, ''), document, document_id, source_id
