// Những thay đổi. Giữa hai ngày (hoặc do lần nạp gần nhất), văn bản nào được ban hành, sửa đổi hay hết hiệu lực; nhiệm vụ, vai trò, thời hạn, chỉ tiêu nào mới, được sửa, bị lùi hay hết hiệu lực; cơ quan nào được kế thừa.
// What changed. Between two days (or by the last load), which documents were issued, amended or ended; which tasks, roles, deadlines and targets are new, amended, moved or no longer in force; which agencies were succeeded.
//
// Tham số (dán từng dòng vào Browser; null là không hỏi) / Parameters (paste each line into Browser; null asks nothing):
//   from: từ ngày; không có cả hai ngày thì hỏi lần nạp / from this day; without both days it is asked what was loaded
//   to: đến hết ngày; null là đến ngày tính / up to this day; null is the day that counts
//   since_version: được nạp sau phiên bản này của kho; null là lần nạp gần nhất / loaded after this version of the store; null is the last load
//   kind: thay đổi gì, trong documents, acts, tasks, amended, ended, deadlines, roles, targets, successions, things / kind of change, out of these codes
//   agency: của cơ quan: id, tên hoặc tên khác / of the agency: its id, name or alias
//   as_of: ngày tính; null là hôm nay / the day that counts; null is today
// :param from => '2024-07-01'
// :param to => '2024-12-31'
// :param since_version => null
// :param kind => null
// :param agency => null
// :param as_of => '2024-08-01'
//
// Dòng: một thay đổi một dòng, theo ngày; what_id là đối tượng, other_id là cái trước đó (amended, deadlines), cơ quan nhận vai trò (roles) hay cơ quan kế thừa (successions); document_id là văn bản cho biết.
// Rows: one a change, by day; what_id is what changed, other_id what was before (amended, deadlines), the agency that got a role (roles) or the successor (successions); document_id is the document that tells it.
// Không có: trước và sau viết bằng lời.
// Left out: before and after in words.

WITH coalesce($as_of, toString(date())) AS day, $from IS NULL AND $to IS NULL AS loads
WITH loads, CASE WHEN loads THEN '~' ELSE coalesce($from, '') END AS since, coalesce($to, CASE WHEN $from > day THEN '9999' ELSE day END) AS until
CALL (loads) {
  // các văn bản mới nạp hoặc nạp lại / the documents that were loaded, or loaded anew
  MATCH (s:Store {name: 'luocdo'})
  OPTIONAL MATCH (r:Reading)
  WHERE loads AND r.document <> 'registry' AND coalesce(r.version, 0) > coalesce($since_version, s.last_load, 0)
  RETURN collect(r.document) AS new
}
CALL () {
  // nhiệm vụ mà văn bản sửa đổi đặt vào chỗ của nhiệm vụ khác / tasks that amending documents put in the place of others
  MATCH (older:Telling)-[:LIKE {kind: 'amends'}]->(newer:Telling)
  OPTIONAL MATCH (a:Same {key: older.key})
  OPTIONAL MATCH (b:Same {key: newer.key})
  WITH coalesce(a.node, older.task) AS first, coalesce(b.node, newer.task) AS later
  WHERE first <> later
  RETURN collect(later) AS new_rows
}
CALL (since, until, new_rows, new) {
  // văn bản ban hành / documents issued
  MATCH (d:Document)
  WHERE d.issued_on >= since AND d.issued_on <= until
    AND (EXISTS { MATCH (:Reading {document: d.id}) } OR EXISTS { MATCH (d)<-[s:SAYS]-(:Reading) WHERE s.proof <> '' })
  RETURN 0 AS kind, d.issued_on AS on, d AS what, null AS other, d.id AS document, '' AS tie
  UNION ALL
  // văn bản tác động đến nhau / what documents did to one another
  MATCH (x:Document)-[r:AMENDS|REPLACES|REPEALS|SUSPENDS|CORRECTS|CONSOLIDATES]->(t)
  WITH since, until, x, t, r ORDER BY r.priority, r.document
  WITH since, until, x, t, type(r) AS relation, coalesce(r.provision, '') AS provision, head(collect(r.effective_on)) AS stated, head(collect(r.scope)) AS scope
  WITH since, until, x, t, relation, coalesce(stated, x.effective_on, x.issued_on) AS on,
       CASE WHEN stated IS NOT NULL THEN 1 WHEN x.effective_on IS NOT NULL THEN 2 ELSE 3 END AS told,
       NOT relation IN ['AMENDS', 'CORRECTS'] AND coalesce(scope, 'whole') = 'whole' AS whole, min(provision) AS first
  WHERE on >= since AND on <= until
    AND any(d IN [x, t] WHERE EXISTS { MATCH (:Reading {document: d.id}) } OR EXISTS { MATCH (d)<-[s:SAYS]-(:Reading) WHERE s.proof <> '' })
  RETURN 1 AS kind, on, t AS what, null AS other, x.id AS document, relation + ' ' + first AS tie
  UNION ALL
  // nhiệm vụ mới: lần giao đầu tiên / new tasks: assigned for the first time
  MATCH (d:Document)-[:ASSIGNS]->(t:Task)
  WHERE d.issued_on IS NOT NULL
  WITH DISTINCT since, until, new_rows, t, d ORDER BY d.issued_on, d.id
  WITH since, until, new_rows, t, collect(d)[0] AS d
  WHERE d.issued_on >= since AND d.issued_on <= until AND NOT t.id IN new_rows
  RETURN 2 AS kind, d.issued_on AS on, t AS what, null AS other, d.id AS document, '' AS tie
  UNION ALL
  // nhiệm vụ được sửa đổi, thời hạn thay đổi / tasks amended, deadlines moved
  MATCH (older:Telling)-[like:LIKE]->(newer:Telling)
  WHERE like.kind IN ['amends', 'moved']
  OPTIONAL MATCH (a:Same {key: older.key})
  OPTIONAL MATCH (b:Same {key: newer.key})
  WITH since, until, like, coalesce(a.node, older.task) AS first, coalesce(b.node, newer.task) AS later, older.document AS one, newer.document AS two,
       coalesce(split(split(newer.facts, '"since":"')[1], '"')[0], split(split(newer.facts, '"day":"')[1], '"')[0], '') AS from_day
  WHERE first <> later
  WITH since, until, first, later, like.kind AS kind, min([like.reasons, from_day, one, two]) AS least
  WITH since, until, first, later, collect({kind: kind, least: least}) AS likes
  UNWIND [like IN likes WHERE like.kind = 'amends' OR none(other IN likes WHERE other.kind = 'amends')] AS like
  WITH like, first, later WHERE like.least[1] <> '' AND like.least[1] >= since AND like.least[1] <= until
  MATCH (f:Entity {id: first}), (t:Entity {id: later})
  RETURN CASE like.kind WHEN 'amends' THEN 3 ELSE 5 END AS kind, like.least[1] AS on, t AS what, f AS other, like.least[3] AS document, '' AS tie
  UNION ALL
  // nhiệm vụ hết hiệu lực: mọi văn bản giao đều hết hiệu lực / tasks no longer in force: all their documents have ended
  MATCH (t:Task)<-[:ASSIGNS]-(d)
  WITH DISTINCT since, until, t, d
  CALL (d) {
    OPTIONAL MATCH (d)<-[r:REPLACES|REPEALS]-(x)
    WITH d, x, r ORDER BY r.priority, r.document
    WITH d, x, type(r) AS relation, r.provision AS provision, head(collect(r.effective_on)) AS stated, head(collect(r.scope)) AS scope
    WITH d, CASE WHEN coalesce(scope, 'whole') = 'whole' THEN coalesce(stated, x.effective_on, x.issued_on) END AS ends, relation, x
    WITH d, ends, relation, x ORDER BY ends, relation = 'REPEALS', x.id
    WITH d, [one IN collect({ends: ends, by: x.id}) WHERE one.ends IS NOT NULL] AS acts
    RETURN CASE WHEN acts[0] IS NULL OR d.expires_on < acts[0].ends THEN {ends: d.expires_on, by: d.id} ELSE acts[0] END AS ended
  }
  WITH since, until, t, d, ended ORDER BY ended.ends DESC, d.id DESC
  WITH since, until, t, collect(ended.ends) AS days, count(*) AS documents, collect(CASE WHEN ended.ends IS NOT NULL THEN ended END)[0] AS last
  WHERE size(days) = documents AND last.ends >= since AND last.ends <= until
  RETURN 4 AS kind, last.ends AS on, t AS what, null AS other, last.by AS document, '' AS tie
  UNION ALL
  // vai trò mới trong nhiệm vụ đã có / new roles in tasks that were there
  MATCH (d:Document)-[:ASSIGNS]->(t:Task)
  WHERE since <> '' AND d.issued_on IS NOT NULL AND NOT t.id IN new_rows
  WITH since, until, t, min(d.issued_on) AS given
  WHERE given < since
  MATCH (t)-[r:LED_BY|COORDINATED_WITH|SUBMITTED_TO]->(a)
  WHERE r.proof <> ''
  OPTIONAL MATCH (e:Entity {id: r.document})
  WITH since, until, t, a, type(r) AS relation, e.issued_on AS told, r.document AS teller
  ORDER BY told, teller
  WITH since, until, t, a, relation, collect({on: told, by: teller}) AS told
  WHERE all(one IN told WHERE one.on IS NOT NULL) AND told[0].on >= since AND told[0].on <= until
  RETURN 6 AS kind, told[0].on AS on, t AS what, a AS other, told[0].by AS document, relation AS tie
  UNION ALL
  // chỉ tiêu mới / new targets
  MATCH (s)-[r:SETS]->(t:Target)
  OPTIONAL MATCH (e:Entity {id: r.document})
  WITH since, until, t, CASE WHEN s:Document THEN s ELSE e END AS d
  WHERE d.issued_on IS NOT NULL
  WITH since, until, t, d ORDER BY d.issued_on, d.id
  WITH since, until, t, collect(d)[0] AS d
  WHERE d.issued_on >= since AND d.issued_on <= until
  RETURN 7 AS kind, d.issued_on AS on, t AS what, null AS other, d.id AS document, '' AS tie
  UNION ALL
  // cơ quan được kế thừa / agencies succeeded
  MATCH (a)-[r:SUCCEEDED_BY]->(b)
  WHERE r.on >= since AND r.on <= until
  WITH DISTINCT a, b, r.on AS on, coalesce(r.scope, '') AS scope
  RETURN 8 AS kind, on, a AS what, b AS other, '' AS document, scope AS tie
  UNION ALL
  // lần nạp: chính các văn bản đó / the load: the documents themselves
  MATCH (d:Document)
  WHERE d.id IN new
  RETURN 0 AS kind, coalesce(d.issued_on, '') AS on, d AS what, null AS other, d.id AS document, '' AS tie
  UNION ALL
  // lần nạp: những gì chỉ các văn bản đó nêu / the load: what only these documents tell
  MATCH (n:Task|Target|Database|Platform|Programme|Agency)
  WHERE size(new) > 0
  WITH new, n, COLLECT { MATCH (n)<-[s:SAYS]-(r:Reading) WHERE s.proof <> '' RETURN r.document ORDER BY r.document } AS told
  WHERE size(told) > 0 AND all(one IN told WHERE one IN new)
  MATCH (d:Entity {id: told[0]})
  RETURN CASE WHEN n:Task THEN 2 WHEN n:Target THEN 7 ELSE 9 END AS kind, coalesce(d.issued_on, '') AS on, n AS what, null AS other,
    d.id AS document, '' AS tie
  UNION ALL
  MATCH (x:Document)-[r:AMENDS|REPLACES|REPEALS|SUSPENDS|CORRECTS|CONSOLIDATES]->(t)
  WHERE size(new) > 0
  WITH new, x, t, r ORDER BY r.priority, r.document
  WITH new, x, t, type(r) AS relation, coalesce(r.provision, '') AS provision, head(collect(r.effective_on)) AS stated, head(collect(r.scope)) AS scope,
       collect(r.document) AS told
  WHERE all(one IN told WHERE one IN new)
  WITH x, t, relation, coalesce(stated, x.effective_on, x.issued_on, '') AS on,
       CASE WHEN stated IS NOT NULL THEN 1 WHEN x.effective_on IS NOT NULL THEN 2 ELSE 3 END AS told,
       NOT relation IN ['AMENDS', 'CORRECTS'] AND coalesce(scope, 'whole') = 'whole' AS whole, min(provision) AS first
  RETURN 1 AS kind, on, t AS what, null AS other, x.id AS document, relation + ' ' + first AS tie
  UNION ALL
  MATCH (older:Telling)-[like:LIKE]->(newer:Telling)
  WHERE size(new) > 0 AND like.kind IN ['amends', 'moved']
  OPTIONAL MATCH (a:Same {key: older.key})
  OPTIONAL MATCH (b:Same {key: newer.key})
  WITH new, like, coalesce(a.node, older.task) AS first, coalesce(b.node, newer.task) AS later, older.document AS one, newer.document AS two,
       coalesce(split(split(newer.facts, '"since":"')[1], '"')[0], split(split(newer.facts, '"day":"')[1], '"')[0], '') AS from_day
  WHERE first <> later
  WITH new, first, later, like.kind AS kind, min([like.reasons, from_day, one, two]) AS least
  WITH new, first, later, collect({kind: kind, least: least}) AS likes
  UNWIND [like IN likes WHERE like.kind = 'amends' OR none(other IN likes WHERE other.kind = 'amends')] AS like
  WITH new, like, first, later WHERE like.least[2] IN new OR like.least[3] IN new
  MATCH (f:Entity {id: first}), (t:Entity {id: later})
  RETURN CASE like.kind WHEN 'amends' THEN 3 ELSE 5 END AS kind, like.least[1] AS on, t AS what, f AS other, like.least[3] AS document, '' AS tie
}
WITH ['documents', 'acts', 'tasks', 'amended', 'ended', 'deadlines', 'roles', 'targets', 'successions', 'things'][kind] AS change_code, kind, on, what, other, document, tie
WHERE ($kind IS NULL OR change_code IN $kind)
  AND ($agency IS NULL
    OR (change_code IN ['tasks', 'amended', 'ended', 'deadlines', 'roles'] AND EXISTS {
      MATCH (x:Task)-[:LED_BY|COORDINATED_WITH|SUBMITTED_TO]->(g:Agency)
      WHERE x IN [what, other] AND $agency IN [g.id, g.name, g.name_en] + coalesce(g.aliases, [])
    })
    OR (NOT change_code IN ['tasks', 'amended', 'ended', 'deadlines', 'roles'] AND (
      any(g IN [what, other] WHERE g:Agency AND $agency IN [g.id, g.name, g.name_en] + coalesce(g.aliases, []))
      OR EXISTS {
        MATCH (:Entity {id: document})-[:ISSUED_BY]->(g:Agency)
        WHERE $agency IN [g.id, g.name, g.name_en] + coalesce(g.aliases, [])
      })))
RETURN on, change_code,
  CASE WHEN what:Document THEN coalesce(what.number, what.title, what.name) WHEN what:Task THEN coalesce(what.text, what.name) ELSE what.name END AS what,
  what.id AS what_id, [type IN labels(what) WHERE type <> 'Entity'][0] AS type_code, other.id AS other_id,
  COLLECT { MATCH (d:Entity {id: document}) RETURN coalesce(d.number, d.title, d.name) } AS document, document AS document_id
ORDER BY on, kind, what, what_id, coalesce(other_id, ''), document_id, tie
