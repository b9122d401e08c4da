// Thông tin về một đối tượng. Tất cả những gì đồ thị biết về một đối tượng — thuộc tính và quan hệ hai chiều, kèm bằng chứng.
// About one thing. All that the graph knows about one thing — its properties and its relations both ways, with evidence.
//
// Tham số (dán từng dòng vào Browser; null là không hỏi) / Parameters (paste each line into Browser; null asks nothing):
//   entity: id, hoặc tên, tên khác của cơ quan, cơ sở dữ liệu, nền tảng, chương trình / id, or the name or alias of an agency, database, platform or programme
// :param entity => 'Trung tâm dữ liệu quốc gia'
//
// Dòng: một thuộc tính (fact là tên trong đồ thị) hoặc một quan hệ một dòng; value_id là id của đầu kia; detail là điều khoản, ngày, phạm vi.
// Rows: one a property (fact is its name in the graph) or relation; value_id is the id of the other end; detail is the provision, day, scope.
// Không có: câu làm chứng: xem quote, start, end của quan hệ.
// Left out: the sentences that prove it: see quote, start, end of the relationships.

WITH ['type', 'name', 'name_en', 'aliases', 'kind', 'number', 'code', 'title', 'text', 'indicator', 'comparator', 'value', 'unit',
      'issued_on', 'effective_on', 'expires_on', 'due_on', 'due_text', 'output', 'recurring', 'as_of', 'status', 'signed_by', 'source',
      'valid_from', 'valid_to', 'starts_on', 'ends_on'] AS names, [
  // quan hệ, đọc xuôi, đọc ngược / relation, read forwards, read backwards
  ['ISSUED_BY', 'do cơ quan ban hành', 'ban hành'],
  ['BASED_ON', 'căn cứ', 'là căn cứ của'],
  ['GUIDES', 'hướng dẫn', 'được hướng dẫn bởi'],
  ['IMPLEMENTS', 'triển khai', 'được triển khai bởi'],
  ['AMENDS', 'sửa đổi, bổ sung', 'được sửa đổi, bổ sung bởi'],
  ['REPLACES', 'thay thế', 'bị thay thế bởi'],
  ['REPEALS', 'bãi bỏ', 'bị bãi bỏ bởi'],
  ['SUSPENDS', 'ngưng hiệu lực', 'bị ngưng hiệu lực bởi'],
  ['CORRECTS', 'đính chính', 'được đính chính bởi'],
  ['CONSOLIDATES', 'hợp nhất', 'được hợp nhất trong'],
  ['CITES', 'dẫn chiếu', 'được dẫn chiếu bởi'],
  ['ADOPTED_BY', 'được phê duyệt tại', 'phê duyệt'],
  ['ASSIGNS', 'giao nhiệm vụ', 'được giao tại'],
  ['SETS', 'đặt chỉ tiêu', 'được đặt tại'],
  ['REPORTS', 'báo cáo kết quả', 'được báo cáo tại'],
  ['LED_BY', 'do cơ quan chủ trì', 'chủ trì'],
  ['COORDINATED_WITH', 'phối hợp với', 'phối hợp thực hiện'],
  ['SUBMITTED_TO', 'trình, báo cáo', 'nhận trình, báo cáo'],
  ['PRODUCES', 'tạo ra', 'là sản phẩm của'],
  ['DEPENDS_ON', 'phụ thuộc', 'là điều kiện của'],
  ['CONNECTS_TO', 'kết nối với', 'kết nối với'],
  ['MANAGED_BY', 'do cơ quan quản lý', 'quản lý'],
  ['PART_OF', 'thuộc', 'gồm'],
  ['SUCCEEDED_BY', 'được kế thừa bởi', 'kế thừa'],
  ['OF', 'của chỉ số', 'có giá trị']
] AS relations, {uses: 'khai thác, sử dụng', connects: 'kết nối, chia sẻ', built_on: 'xây dựng trên', amends: 'sửa đổi, bổ sung', guides: 'hướng dẫn', carries_out: 'thực hiện, triển khai', after: 'sau khi'} AS hows
CALL () {
  MATCH (e:Entity {id: $entity}) RETURN e
  UNION
  MATCH (e:Agency|Database|Platform|Programme) WHERE $entity IN [e.name, e.name_en] + coalesce(e.aliases, []) RETURN e
}
CALL (e, names, relations, hows) {
  UNWIND range(0, size(names) - 1) AS place
  WITH place, names[place] AS code,
       CASE names[place] WHEN 'type' THEN [type IN labels(e) WHERE type <> 'Entity'][0] ELSE e[names[place]] END AS value
  WHERE value IS NOT NULL AND value <> ''
  RETURN 1 AS part, place, code AS fact, value, '' AS value_id, code, [] AS detail
  UNION ALL
  MATCH (e)-[r]-(x:Entity)
  WITH e, x, r, relations, hows, startNode(r) = e AS forwards ORDER BY r.priority, r.document
  WITH x, forwards, type(r) AS code, r.qualifier AS qualifier, head(collect(r.how)) AS how, relations, hows,
       [head(collect(r.effective_on)), head(collect(r.`on`)), head(collect(r.provision)), head(collect(r.role)),
        head(collect(r.scope)), head(collect(r.valid_from)), head(collect(r.valid_to))] AS details
  WITH x, forwards, code, how, hows, qualifier, details, [i IN range(0, size(relations) - 1) WHERE relations[i][0] = code][0] AS place,
       [relation IN relations WHERE relation[0] = CASE how WHEN 'amends' THEN 'AMENDS' ELSE code END][0] AS named
  RETURN 2 AS part, place, CASE WHEN forwards THEN coalesce(hows[how], named[1]) ELSE named[2] END AS fact,
         coalesce(x.number, x.title, x.text, x.name) AS value, x.id AS value_id, code, [one IN details WHERE one IS NOT NULL] AS detail
}
RETURN fact, value, value_id, code, detail
ORDER BY part, place, fact, CASE part WHEN 2 THEN value END, value_id, detail
