// Ảnh hưởng khi chậm. Nhiệm vụ, chỉ tiêu và hệ thống phải chờ một hệ thống, chương trình, văn bản hay nhiệm vụ nếu nó chậm một số ngày hoặc chậm đến một ngày; việc nào đến hạn trước ngày mới nên có nguy cơ, việc nào còn dư bao nhiêu ngày, qua đâu.
// Impact of a delay. Tasks, targets and systems that must wait for a system, programme, document or task if it is some days late or slips to a day; which are due before the new day and so endangered, how many days the others have left, through what.
//
// Tham số (dán từng dòng vào Browser; null là không hỏi) / Parameters (paste each line into Browser; null asks nothing):
//   entity: id, hoặc tên cơ sở dữ liệu, nền tảng, chương trình / id, or the name of a database, platform or programme
//   by: chậm bao nhiêu ngày; null là 30 / days late; null is 30
//   until: chậm đến ngày; nếu có thì không tính by / slips to this day; where it is given by does not count
//   types: loại, trong Task, Target, Database, Platform, Programme, Document / types out of Task, Target, Database, Platform, Programme, Document
//   standing: mức ảnh hưởng, trong endangered, in_time, unknown, undated / how affected out of endangered, in_time, unknown, undated
//   agency: cơ quan của nhiệm vụ: id, tên hoặc tên khác / agency of the tasks: its id, name or alias
//   role: vai trò, trong lead, coordinating, receiving / roles out of lead, coordinating, receiving
//   as_of: ngày tính; null là hôm nay / the day that counts; null is today
// :param entity => 'Trung tâm dữ liệu quốc gia'
// :param by => 90
// :param until => null
// :param types => null
// :param standing => null
// :param agency => null
// :param role => null
// :param as_of => '2024-08-01'
//
// Dòng: một thứ phải chờ một dòng, thứ có nguy cơ đứng đầu theo thời hạn; slack là số ngày còn dư sau ngày mới, âm là thiếu; lead là danh sách.
// Rows: one a thing that must wait, endangered ones first in the order of time; slack is the days left after the new day, below 0 those lacking; lead is a list.
// Không có: quá 15 bước; lý do và đường đi, văn bản giao, cơ quan nào nay chịu trách nhiệm, việc của cơ quan mà cơ quan được hỏi kế thừa.
// Left out: more than 15 steps; reason and path, the assigning document, who is responsible now, the tasks of agencies that the one asked for took over from.

WITH coalesce($as_of, toString(date())) AS day, {lead: 'LED_BY', coordinating: 'COORDINATED_WITH', receiving: 'SUBMITTED_TO'} AS relations
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
  MATCH (e:Entity {id: $entity}) RETURN e
  UNION
  MATCH (e:Database|Platform|Programme) WHERE $entity IN [e.name, e.name_en] + coalesce(e.aliases, []) RETURN e
}
CALL (e, out_of_force) {
  // khi nào thì có: theo chính nó, hoặc theo nhiệm vụ xây dựng nó / when it is to be there: by itself, or by the tasks that build it
  OPTIONAL MATCH (e)<-[:PRODUCES]-(t:Task)
  WHERE NOT t.id IN out_of_force AND NOT toLower(coalesce(t.status, '')) IN ['done', 'completed', 'finished', 'hoàn thành', 'đã hoàn thành']
  WITH e, max(t.due_on) AS last
  RETURN coalesce(CASE WHEN e:Task THEN e.due_on WHEN e:Programme THEN e.ends_on WHEN e:Document THEN e.effective_on END, last) AS planned
}
WITH day, relations, out_of_force, e, coalesce($until, toString(date(planned) + duration({days: coalesce($by, 30)}))) AS new
// chờ nó, từng bước một; sản phẩm của nhiệm vụ bị chậm cũng chờ / what waits for it, step by step; what late tasks make waits too
WITH day, relations, out_of_force, e, new, reduce(layers = [[e]], step IN range(1, 15) | layers + [COLLECT {
  UNWIND layers[-1] AS a
  CALL (a) {
    MATCH (a)<-[r:DEPENDS_ON]-(b)
    WHERE r.how IN ['after', 'uses', 'built_on', 'connects'] OR (r.how IN ['carries_out', 'guides', 'amends'] AND (a:Document OR a:Programme))
    RETURN b
    UNION
    MATCH (a:Task)-[:PRODUCES]->(b)
    RETURN b
  }
  WITH DISTINCT b, layers WHERE none(layer IN layers WHERE b IN layer)
  RETURN b
}]) AS layers
CALL (layers, out_of_force) {
  UNWIND range(1, size(layers) - 1) AS hops
  UNWIND layers[hops] AS x
  WITH hops, x WHERE NOT x.id IN out_of_force AND NOT toLower(coalesce(x.status, '')) IN ['done', 'completed', 'finished', 'hoàn thành', 'đã hoàn thành']
  RETURN collect({x: x, hops: hops}) AS waiting
}
CALL (e, waiting) {
  UNWIND waiting AS w
  RETURN w.x AS x, w.hops AS hops
  UNION ALL
  // chỉ tiêu nêu cùng câu với nhiệm vụ phải chờ, hoặc đặt tại chính nó / targets told in the words of a task that waits, or that it sets
  UNWIND waiting + [{x: e, hops: 0}] AS w
  WITH w.x AS t, w.hops AS hops WHERE t:Task
  MATCH (t)<-[one:SAYS]-(:Reading)-[two:SAYS]->(x:Target)
  WHERE EXISTS { (:Document)-[:SETS]->(x) } AND any(i IN split(one.proof, '],[') WHERE any(j IN split(two.proof, '],[') WHERE
        toInteger(replace(split(i, ',')[0], '[', '')) < toInteger(split(j, ',')[1])
        AND toInteger(replace(split(j, ',')[0], '[', '')) < toInteger(split(i, ',')[1])))
  RETURN x, hops + 1 AS hops
  UNION ALL
  MATCH (e)-[:SETS]->(x:Target)
  RETURN x, 1 AS hops
}
WITH day, relations, new, x, min(hops) AS hops
WITH day, relations, x, hops, new,
     CASE WHEN x.due_on IS NULL THEN 'undated' WHEN new IS NULL THEN 'unknown' WHEN x.due_on < new THEN 'endangered' ELSE 'in_time' END AS how
WHERE ($types IS NULL OR any(type IN labels(x) WHERE type IN $types)) AND ($standing IS NULL OR how IN $standing)
  AND ($agency IS NULL OR (x:Task AND EXISTS {
    MATCH (x)-[r:LED_BY|COORDINATED_WITH|SUBMITTED_TO]->(a:Agency)
    WHERE $agency IN [a.id, a.name, a.name_en] + coalesce(a.aliases, []) AND ($role IS NULL OR type(r) IN [role IN $role | relations[role]])
  }))
RETURN coalesce(x.number, x.title, x.text, x.name) AS affected, x.id AS affected_id, [type IN labels(x) WHERE type <> 'Entity'][0] AS type_code,
  how AS standing_code, x.due_on AS due_on, duration.inDays(date(new), date(x.due_on)).days AS slack, hops,
  CASE WHEN x:Task THEN COLLECT { MATCH (x)-[:LED_BY]->(a) WITH DISTINCT a ORDER BY a.id RETURN a.name } ELSE [] END AS lead
ORDER BY [i IN range(0, 3) WHERE ['endangered', 'in_time', 'unknown', 'undated'][i] = how][0], coalesce(due_on, ''), hops, type_code <> 'Task', affected, affected_id
