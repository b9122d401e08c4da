// Chỉ số theo thời gian. Giá trị của một chỉ số qua các thời điểm, cả kết quả đo và chỉ tiêu, sắp theo ngày.
// Indicator over time. Values of an indicator over time, both measured and aimed at, by date.
//
// Tham số (dán từng dòng vào Browser; null là không hỏi) / Parameters (paste each line into Browser; null asks nothing):
//   indicator: từ ngữ trong tên chỉ số / words in the name of the indicator
//   from: từ ngày / from this day
//   to: đến hết ngày / up to this day
// :param indicator => 'thẻ căn cước'
// :param from => null
// :param to => null
//
// Dòng: một giá trị một dòng, theo chỉ số rồi ngày; kind_code là Measurement (kết quả đo) hoặc Target (chỉ tiêu).
// Rows: one a value, by indicator and date; kind_code is Measurement or Target.
// Không có: tìm chỉ số chỉ lấy chữ đúng như đã viết, không lấy cách viết không dấu, tiếng Anh hay từ đảo chỗ.
// Left out: the indicator is found by its words as they are written only, not without accents, in English or in another order.

MATCH (v:Measurement|Target)
WHERE any(text IN [v.name, v.indicator] + coalesce(v.aliases, []) WHERE toLower(text) CONTAINS toLower($indicator))
   OR EXISTS {
     MATCH (v)-[:OF]->(i:Indicator)
     WHERE any(text IN [i.name] + coalesce(i.aliases, []) WHERE toLower(text) CONTAINS toLower($indicator))
   }
WITH v, coalesce(v.as_of, v.due_on) AS told,
     COLLECT { MATCH (d)-[:REPORTS|SETS]->(v) WITH DISTINCT d ORDER BY d.id RETURN d } AS documents
WITH v, told, documents, COLLECT { UNWIND documents AS d WITH d WHERE d.issued_on IS NOT NULL RETURN d.issued_on ORDER BY d.issued_on } AS issued
WITH v, told, documents, issued, coalesce(told, head(issued), '') AS day
WHERE ($from IS NULL OR day >= $from) AND ($to IS NULL OR (day <> '' AND day <= $to))
RETURN v.indicator AS indicator, v.id AS value_id, [type IN labels(v) WHERE type <> 'Entity'][0] AS kind_code,
  coalesce(v.comparator, '=') AS comparator, v.value AS value, v.unit AS unit, day AS `on`,
  CASE WHEN told IS NOT NULL THEN 'số liệu' WHEN day <> '' THEN 'ngày văn bản' ELSE 'không rõ' END AS on_from,
  [d IN documents | coalesce(d.number, d.title, d.name)] AS document, [d IN documents | d.id] AS document_id
ORDER BY toLower(coalesce(indicator, '')), `on`, kind_code, value_id
