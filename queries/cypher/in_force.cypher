// Hiệu lực của văn bản. Một văn bản còn hiệu lực hay không vào một ngày, vì sao; và chuỗi văn bản đã sửa đổi, thay thế, bãi bỏ, ngưng hiệu lực, đính chính, hợp nhất nó, hoặc bị nó tác động.
// Whether a document is in force. Whether a document is in force on a day, and why; and the chain of documents that amended, replaced, repealed, suspended, corrected or consolidated it, or that it acted on.
//
// Tham số (dán từng dòng vào Browser; null là không hỏi) / Parameters (paste each line into Browser; null asks nothing):
//   document: id hoặc số hiệu văn bản; id chương trình / id or number of a document; id of a programme
//   relation: loại quan hệ trong chuỗi / types of relationship in the chain
//   as_of: ngày tính; null là hôm nay / the day that counts; null is today
// :param document => '73/2019/NĐ-CP'
// :param relation => null
// :param as_of => '2024-08-01'
//
// Dòng: trước hết mỗi văn bản được hỏi một dòng (relation_code FORCE, force_code là tình trạng hiệu lực), rồi mỗi tác động một dòng theo ngày có hiệu lực; provision là danh sách; day_told_code: ngày nêu rõ (stated), ngày văn bản tác động có hiệu lực (document) hay ngày ban hành (issued).
// Rows: first one a document asked for (relation_code FORCE, force_code is how it stands), then one an act, by the day it takes effect; provision is a list; day_told_code: the day is stated, that on which the acting document takes effect, or that of its issue.
// Không có: lý do bằng lời.
// Left out: the reason in words.

WITH coalesce($as_of, toString(date())) AS day
MATCH (d:Document|Programme)
WHERE d.id = $document OR d.number = $document
OPTIONAL MATCH (d)-[:ADOPTED_BY]-(s)
WITH day, d, s ORDER BY d.id, s.id
WITH day, d, [d] + collect(DISTINCT s) AS same
WITH day, collect({d: d, same: same}) AS asked
CALL (asked) {
  CALL (asked) {
    // tác động đến văn bản, và đến những gì đã tác động đến nó / what acts on the document, and on what acted on it
    UNWIND asked AS one
    UNWIND one.same AS root
    CALL (root) {
      RETURN root AS y
      UNION
      MATCH ANY SHORTEST (root)<-[:AMENDS|REPLACES|REPEALS|SUSPENDS|CORRECTS|CONSOLIDATES]-+(y)
      RETURN y
    }
    WITH DISTINCT y
    MATCH (y)<-[r:AMENDS|REPLACES|REPEALS|SUSPENDS|CORRECTS|CONSOLIDATES]-()
    RETURN r
    UNION
    // chính nó tác động, và những gì nó đã thay thế, lùi mãi / what it acts on itself, and what it took the place of, ever further back
    UNWIND asked AS one
    UNWIND one.same AS root
    MATCH (root)-[r:AMENDS|REPLACES|REPEALS|SUSPENDS|CORRECTS|CONSOLIDATES]->()
    RETURN r
    UNION
    UNWIND asked AS one
    UNWIND one.same AS root
    MATCH ANY SHORTEST (root)-[:REPLACES]->+(y)
    WITH DISTINCT y
    MATCH (y)-[r:REPLACES]->()
    RETURN r
  }
  WITH r ORDER BY r.priority, r.document
  WITH startNode(r) AS x, endNode(r) AS t, type(r) AS relation, coalesce(r.provision, '') AS provision,
       head(collect(r.effective_on)) AS stated, head(collect(r.scope)) AS scope
  ORDER BY provision
  WITH x, t, relation, coalesce(stated, x.effective_on, x.issued_on, '') AS since,
       CASE WHEN stated IS NOT NULL THEN 'stated' WHEN x.effective_on IS NOT NULL THEN 'document'
            WHEN x.issued_on IS NOT NULL THEN 'issued' ELSE 'none' END AS told,
       NOT relation IN ['AMENDS', 'CORRECTS'] AND coalesce(scope, 'whole') = 'whole' AS whole, collect(provision) AS provision
  RETURN collect({x: x, t: t, relation: relation, since: since, told: told, whole: whole, provision: provision}) AS acts
}
CALL (day, asked, acts) {
  UNWIND range(0, size(asked) - 1) AS place
  WITH day, acts, place, asked[place].d AS d, asked[place].same AS same
  WITH day, place, d, [act IN acts WHERE act.t IN same AND NOT act.x IN same] AS touching,
       CASE WHEN d:Document THEN d ELSE coalesce([s IN same WHERE s:Document AND s.issued_on IS NOT NULL][0], d) END AS dated
  WITH day, place, d, dated, touching, [act IN touching WHERE act.whole AND act.relation IN ['REPLACES', 'REPEALS']] AS ending,
       [act IN touching WHERE act.relation IN ['AMENDS', 'REPLACES', 'REPEALS', 'SUSPENDS'] AND act.since <> '' AND act.since <= day] AS working,
       coalesce(dated.issued_on, [part IN split(coalesce(dated.number, ''), '/')[1..-1] WHERE part =~ '(19|20)\\d\\d'][0] + '-12-31', '9999') AS issued_by
  RETURN place, '' AS since, 0 AS nature, d AS x, 'FORCE' AS relation_code, null AS t, null AS scope_code, [] AS provision,
    d.effective_on AS effective_on, null AS day_told_code, null AS works_code,
    CASE
      WHEN dated.expires_on <= day OR any(act IN ending WHERE act.since <> '' AND act.since <= day) THEN 'expired'
      WHEN any(act IN ending WHERE act.since = '') THEN 'unknown'
      WHEN dated.issued_on > day OR dated.effective_on > day THEN 'not_yet'
      WHEN any(act IN working WHERE act.whole AND act.relation = 'SUSPENDS') THEN 'suspended'
      WHEN size(working) > 0 THEN 'partly'
      WHEN dated.effective_on IS NOT NULL THEN 'in_force'
      WHEN (dated.expires_on IS NOT NULL OR size(ending) > 0) AND issued_by <= day THEN 'in_force'
      WHEN dated.issued_on IS NOT NULL AND EXISTS { MATCH (:Reading {document: dated.id}) } THEN 'in_force'
      ELSE 'unknown'
    END AS force_code
  UNION ALL
  UNWIND [act IN acts WHERE $relation IS NULL OR act.relation IN $relation] AS act
  RETURN size(asked) AS place, CASE act.since WHEN '' THEN '9999' ELSE act.since END AS since,
    [i IN range(0, 5) WHERE ['AMENDS', 'REPLACES', 'REPEALS', 'SUSPENDS', 'CORRECTS', 'CONSOLIDATES'][i] = act.relation][0] AS nature,
    act.x AS x, act.relation AS relation_code, act.t AS t, CASE WHEN act.whole THEN 'whole' ELSE 'part' END AS scope_code,
    act.provision AS provision, act.since AS effective_on, act.told AS day_told_code,
    CASE WHEN act.since = '' THEN 'unknown' WHEN act.since <= day THEN 'yes' ELSE 'no' END AS works_code, null AS force_code
}
RETURN coalesce(x.number, x.title, x.name) AS document, x.id AS document_id, relation_code, coalesce(t.number, t.title, t.name) AS target,
  t.id AS target_id, scope_code, provision, effective_on, day_told_code, works_code, force_code
ORDER BY place, since, nature, document_id, target_id, scope_code
