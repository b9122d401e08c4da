// Cơ sở pháp lý. Những văn bản là cơ sở của một cơ sở dữ liệu, nền tảng, chương trình, nhiệm vụ hay văn bản - phê duyệt nó, giao xây dựng nó, giao quản lý nó, được nó căn cứ hay hướng dẫn - và căn cứ của chính các văn bản đó, theo thời gian.
// Legal basis. The documents that a database, platform, programme, task or document rests on - that adopt it, have it built, put somebody in charge of it, that it is based on or guides - and what these rest on in turn, in time order.
//
// Tham số (dán từng dòng vào Browser; null là không hỏi) / Parameters (paste each line into Browser; null asks nothing):
//   entity: id, hoặc tên cơ sở dữ liệu, nền tảng, chương trình, số hiệu văn bản / id, or the name of a database, platform or programme, or the number of a document
//   depth: số bậc văn bản nhiều nhất; 0 là không giới hạn / most levels of documents; 0 is without limit
//   as_of: ngày tính; null là hôm nay / the day that counts; null is today
// :param entity => 'Trung tâm dữ liệu quốc gia'
// :param depth => 2
// :param as_of => '2024-08-01'
//
// Dòng: một văn bản một dòng, theo ngày ban hành; level là bậc (1: cơ sở của chính đối tượng), relation_code là danh sách các cách gắn ngắn nhất (ASSIGNS: giao nó, hoặc giao nhiệm vụ xây dựng nó; MANAGED_BY: căn cứ giao quản lý), kind_code là mã loại; issued_by là danh sách; force_code là tình trạng hiệu lực.
// Rows: one a document, by date of issue; level counts documents (1: the basis of the thing itself), relation_code lists the shortest ways (ASSIGNS: assigns it, or a task that builds it; MANAGED_BY: basis of who manages it), kind_code is the code of the kind; issued_by is a list; force_code is how it stands.
// Không có: đường đi.
// Left out: the path.

WITH coalesce($as_of, toString(date())) AS day
CALL () {
  MATCH (e:Entity {id: $entity}) RETURN e
  UNION
  MATCH (e:Database|Platform|Programme|Document) WHERE $entity IN [e.name, e.name_en, e.number] + coalesce(e.aliases, []) RETURN e
}
CALL (e) {
  MATCH (e)-[r:ADOPTED_BY|BASED_ON|GUIDES|IMPLEMENTS|DEPENDS_ON]->(d:Document) RETURN d, type(r) AS code, 1 AS steps
  UNION
  MATCH (e)<-[:ASSIGNS]-(d:Document) RETURN d, 'ASSIGNS' AS code, 1 AS steps
  UNION
  // các nhiệm vụ xây dựng nó / the tasks that build it
  MATCH (e)<-[:PRODUCES]-()<-[:ASSIGNS]-(d:Document) RETURN d, 'ASSIGNS' AS code, 2 AS steps
  UNION
  MATCH (e)-[:PART_OF|IMPLEMENTS]->(:Programme)-[:ADOPTED_BY]->(d:Document) RETURN d, 'ADOPTED_BY' AS code, 2 AS steps
  UNION
  MATCH (e)<-[:ADOPTED_BY]-(:Programme)-[:IMPLEMENTS]->(d:Document) RETURN d, 'IMPLEMENTS' AS code, 2 AS steps
  UNION
  // văn bản mà danh mục dựng sẵn nêu là căn cứ / the documents that the registry names as the basis
  MATCH (e)-[r:MANAGED_BY]->()
  UNWIND split(coalesce(r.basis, ''), ';') AS part
  MATCH (d:Document {number: trim(part)})
  RETURN d, 'MANAGED_BY' AS code, 1 AS steps
}
WITH day, e, d, code, steps
WHERE d <> e
ORDER BY steps, [i IN range(0, 6) WHERE ['ADOPTED_BY', 'ASSIGNS', 'BASED_ON', 'GUIDES', 'IMPLEMENTS', 'DEPENDS_ON', 'MANAGED_BY'][i] = code][0]
WITH day, e, d, collect(code) AS codes
WITH day, e, collect({d: d, codes: codes, level: 1}) AS own, collect(d) AS near
CALL (e, near) {
  // căn cứ của các văn bản đó / what these documents rest on
  UNWIND near AS start
  MATCH p = SHORTEST 1 (start) (()-[:BASED_ON|GUIDES|IMPLEMENTS]->(:Document))+ (d)
  WHERE d <> e AND NOT d IN near
  WITH d, min(length(p)) AS far
  WHERE coalesce($depth, 2) = 0 OR far < coalesce($depth, 2)
  RETURN collect({d: d, level: far + 1}) AS further
}
WITH day, own + further AS every
UNWIND every AS one
WITH day, every, one.d AS d, one.level AS level, one.codes AS codes
CALL (every, d, level, codes) {
  UNWIND every AS other
  WITH other WHERE codes IS NULL AND other.level = level - 1
  WITH other.d AS p
  MATCH (p)-[r:BASED_ON|GUIDES|IMPLEMENTS]->(d)
  WITH DISTINCT p, type(r) AS code
  ORDER BY [i IN range(0, 2) WHERE ['BASED_ON', 'GUIDES', 'IMPLEMENTS'][i] = code][0]
  RETURN collect(code) AS named
}
CALL (day, d) {
  // tình trạng hiệu lực vào ngày tính, như in_force / how it stands on the day, as in in_force
  OPTIONAL MATCH (d)<-[:ADOPTED_BY]-(s)
  WITH day, d, [d] + collect(DISTINCT s) AS same
  OPTIONAL MATCH (t)<-[r:AMENDS|REPLACES|REPEALS|SUSPENDS]-(x)
  WHERE t IN same AND NOT x IN same
  WITH day, d, t, x, r ORDER BY r.priority, r.document
  WITH day, d, t, x, type(r) AS relation, coalesce(r.provision, '') AS provision, head(collect(r.effective_on)) AS stated, head(collect(r.scope)) AS scope
  WITH day, d, collect(CASE WHEN x IS NOT NULL THEN {relation: relation, since: coalesce(stated, x.effective_on, x.issued_on, ''),
       whole: relation <> 'AMENDS' AND coalesce(scope, 'whole') = 'whole'} END) AS touching
  WITH day, d, [act IN touching WHERE act.whole AND act.relation IN ['REPLACES', 'REPEALS']] AS ending,
       [act IN touching WHERE act.since <> '' AND act.since <= day] AS working,
       coalesce(d.issued_on, [part IN split(coalesce(d.number, ''), '/')[1..-1] WHERE part =~ '(19|20)\\d\\d'][0] + '-12-31', '9999') AS issued_by
  RETURN CASE
    WHEN d.expires_on <= day OR any(act IN ending WHERE act.since <> '' AND act.since <= day) THEN 'expired'
    WHEN any(act IN ending WHERE act.since = '') THEN 'unknown'
    WHEN d.issued_on > day OR d.effective_on > day THEN 'not_yet'
    WHEN any(act IN working WHERE act.whole AND act.relation = 'SUSPENDS') THEN 'suspended'
    WHEN size(working) > 0 THEN 'partly'
    WHEN d.effective_on IS NOT NULL THEN 'in_force'
    WHEN (d.expires_on IS NOT NULL OR size(ending) > 0) AND issued_by <= day THEN 'in_force'
    WHEN d.issued_on IS NOT NULL AND EXISTS { MATCH (:Reading {document: d.id}) } THEN 'in_force'
    ELSE 'unknown'
  END AS force_code
}
RETURN coalesce(d.number, d.title, d.name) AS document, d.id AS document_id, d.kind AS kind_code, coalesce(d.title, d.name) AS title,
  COLLECT { MATCH (d)-[:ISSUED_BY]->(a) WITH DISTINCT a ORDER BY a.id RETURN a.name } AS issued_by,
  d.issued_on AS issued_on, coalesce(codes, named) AS relation_code, level, force_code
ORDER BY coalesce(issued_on, '9999'), document, document_id
