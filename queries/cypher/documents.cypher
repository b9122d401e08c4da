// Danh sách văn bản. Các văn bản trong đồ thị theo cơ quan ban hành, loại, thời gian và nội dung, với số nhiệm vụ và chỉ tiêu mỗi văn bản nêu.
// Documents. The documents of the graph by issuer, kind, time and topic, with how many tasks and targets each tells.
//
// Tham số (dán từng dòng vào Browser; null là không hỏi) / Parameters (paste each line into Browser; null asks nothing):
//   agency: cơ quan ban hành: id, tên hoặc tên khác / issuer: its id, name or alias
//   kind: mã loại văn bản / codes of kinds of document
//   from: ban hành từ ngày / issued from this day
//   to: ban hành đến hết ngày / issued up to this day
//   about: từ ngữ trong tên hoặc trích yếu / words in the name or title
//   loaded: true: chỉ văn bản đã nạp / true: only what was loaded
// :param agency => null
// :param kind => ['notice']
// :param from => null
// :param to => null
// :param about => null
// :param loaded => true
//
// Dòng: một văn bản một dòng, theo ngày ban hành; document là số hiệu, kind_code là mã loại, issued_by là danh sách.
// Rows: one a document, by date of issue; document is the number, kind_code the code of the kind, issued_by a list.
// Không có: tìm theo nội dung (about) chỉ lấy chữ đúng như đã viết, không lấy cách viết không dấu, tiếng Anh hay từ đảo chỗ.
// Left out: about finds the words as they are written only, not without accents, in English or in another order.

MATCH (d:Document)
WHERE ($kind IS NULL OR d.kind IN $kind)
  AND ($from IS NULL OR d.issued_on >= $from)
  AND ($to IS NULL OR d.issued_on <= $to)
  AND ($agency IS NULL OR EXISTS {
    MATCH (d)-[:ISSUED_BY]->(a:Agency)
    WHERE $agency IN [a.id, a.name, a.name_en] + coalesce(a.aliases, [])
  })
  AND ($about IS NULL OR any(text IN [d.name, d.title] + coalesce(d.aliases, []) WHERE toLower(text) CONTAINS toLower($about)))
WITH d, EXISTS { (:Reading {document: d.id}) } AS read
WHERE NOT coalesce($loaded, false) OR read
RETURN coalesce(d.number, d.title, d.name) AS document, d.id AS document_id, d.kind AS kind_code, coalesce(d.title, d.name) AS title,
  COLLECT { MATCH (d)-[:ISSUED_BY]->(a) WITH DISTINCT a ORDER BY a.id RETURN a.name } AS issued_by,
  d.issued_on AS issued_on,
  COUNT { MATCH (d)-[:ASSIGNS]->(x) RETURN DISTINCT x } AS tasks,
  COUNT { MATCH (d)-[:SETS]->(x) RETURN DISTINCT x } AS targets,
  COUNT { MATCH (d)-[:REPORTS]->(x) RETURN DISTINCT x } AS measurements,
  CASE WHEN read THEN 'có' ELSE 'không' END AS loaded
ORDER BY coalesce(d.issued_on, '9999'), document, document_id
