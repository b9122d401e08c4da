// Sắp đến hạn. Nhiệm vụ và chỉ tiêu đến hạn trong một số ngày kể từ ngày được hỏi (30 ngày nếu không nêu), theo thứ tự thời gian, với số ngày còn lại.
// Due soon. Tasks and targets due within some days from the day asked about (30 if none are given), in the order of time, with the days left.
//
// Tham số (dán từng dòng vào Browser; null là không hỏi) / Parameters (paste each line into Browser; null asks nothing):
//   as_of: ngày tính; null là hôm nay / the day that counts; null is today
//   days: số ngày tới; null là 30 / days ahead; null is 30
//   types: loại, trong Task, Target / types out of Task, Target
//   agency: cơ quan: id, tên hoặc tên khác / agency: its id, name or alias
//   role: vai trò, trong lead, coordinating, receiving / roles out of lead, coordinating, receiving
//   partner: cơ quan cùng tham gia / an agency that takes part too
//   submitted_to: cơ quan nhận trình, báo cáo / the agency it is submitted to
//   source: văn bản hoặc chương trình: id, số hiệu hoặc tên / document or programme: its id, number or name
//   about: từ ngữ trong nhiệm vụ hoặc chỉ tiêu, hoặc tên thứ mà nhiệm vụ tạo ra hay cần đến / words in the task or target, or the name of what the task builds or needs
// :param as_of => '2024-08-01'
// :param days => 30
// :param types => null
// :param agency => null
// :param role => null
// :param partner => null
// :param submitted_to => null
// :param source => null
// :param about => null
//
// Dòng: một nhiệm vụ hoặc chỉ tiêu một dòng, theo thời hạn, nhiệm vụ trước; lead, coordinating, submitted_to và document là danh sách (của chỉ tiêu: nơi đặt ra).
// Rows: one a task or target, by deadline, tasks before targets; lead, coordinating, submitted_to and document are lists (of a target: what sets it).
// Không có: tìm theo nội dung (about) chỉ lấy chữ đúng như đã viết, không lấy cách viết không dấu, tiếng Anh hay từ đảo chỗ; cơ quan nào nay chịu trách nhiệm, và việc của các cơ quan mà cơ quan được hỏi kế thừa.
// Left out: about finds the words as they are written only, not without accents, in English or in another order; who is responsible now, and the tasks of agencies that the one asked for took over from.

WITH coalesce($as_of, toString(date())) AS day, {lead: 'LED_BY', coordinating: 'COORDINATED_WITH', receiving: 'SUBMITTED_TO'} AS relations
WITH day, relations, toString(date(day) + duration({days: coalesce($days, 30)})) AS last
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
  RETURN collect(s) AS sources
}
CALL (day, last, relations, out_of_force, sources) {
MATCH (t:Task)
WHERE t.due_on >= day AND t.due_on <= last AND NOT t.id IN out_of_force AND 'Task' IN coalesce($types, ['Task'])
  AND NOT toLower(coalesce(t.status, '')) IN ['done', 'completed', 'finished', 'hoàn thành', 'đã hoàn thành']
  AND ($agency IS NULL OR EXISTS {
    MATCH (t)-[r:LED_BY|COORDINATED_WITH|SUBMITTED_TO]->(a:Agency)
    WHERE $agency IN [a.id, a.name, a.name_en] + coalesce(a.aliases, [])
      AND ($role IS NULL OR type(r) IN [role IN $role | relations[role]])
  })
  AND ($partner IS NULL OR EXISTS {
    MATCH (t)-[:LED_BY|COORDINATED_WITH|SUBMITTED_TO]->(a:Agency)
    WHERE $partner IN [a.id, a.name, a.name_en] + coalesce(a.aliases, [])
  })
  AND ($submitted_to IS NULL OR EXISTS {
    MATCH (t)-[:SUBMITTED_TO]->(a:Agency)
    WHERE $submitted_to IN [a.id, a.name, a.name_en] + coalesce(a.aliases, [])
  })
  AND ($source IS NULL
    OR EXISTS { (t)<-[:ASSIGNS]-(s) WHERE s IN sources }
    OR EXISTS { (t)-[:DEPENDS_ON|PART_OF]->(s) WHERE s IN sources }
    OR EXISTS { (t)-[:PRODUCES]->(s:Programme) WHERE s IN sources }
    OR EXISTS { (t)-[:PART_OF]->(:Programme)-[:ADOPTED_BY]->(s) WHERE s IN sources }
    OR EXISTS { (t)<-[:ASSIGNS]-(:Document)<-[:ADOPTED_BY]-(s) WHERE s IN sources })
  AND ($about IS NULL
    OR toLower(coalesce(t.text, t.name) + ' ' + coalesce(t.output, '')) CONTAINS toLower($about)
    OR EXISTS {
      MATCH (t)-[:PRODUCES|DEPENDS_ON|PART_OF]->(x)
      WHERE any(name IN [x.name, x.name_en, x.number] + coalesce(x.aliases, []) WHERE toLower(name) = toLower($about))
    })
  RETURN t
  UNION
MATCH (t:Target)
WHERE t.due_on >= day AND t.due_on <= last AND 'Target' IN coalesce($types, ['Target'])
  AND $role IS NULL AND $partner IS NULL AND $submitted_to IS NULL
  AND ($source IS NULL OR EXISTS { (t)<-[:SETS]-(s) WHERE s IN sources OR EXISTS { (s)-[:ADOPTED_BY]-(other) WHERE other IN sources } })
  AND ($agency IS NULL
    OR EXISTS {
      MATCH (t)<-[:SETS]-()-[:ISSUED_BY]->(a:Agency)
      WHERE $agency IN [a.id, a.name, a.name_en] + coalesce(a.aliases, [])
    }
    OR EXISTS {
      // một câu nêu cả chỉ tiêu và nhiệm vụ của cơ quan: hai quãng [đầu, cuối, ...] trong cùng một văn bản chồng lên nhau
      // one sentence tells the target and a task of the agency: two spans [start, end, ...] of one text overlap
      MATCH (t)<-[one:SAYS]-(:Reading)-[two:SAYS]->(:Task)-[:LED_BY]->(a:Agency)
      WHERE $agency IN [a.id, a.name, a.name_en] + coalesce(a.aliases, [])
        AND any(x IN split(one.proof, '],[') WHERE any(y IN split(two.proof, '],[') WHERE
          toInteger(replace(split(x, ',')[0], '[', '')) < toInteger(split(y, ',')[1])
          AND toInteger(replace(split(y, ',')[0], '[', '')) < toInteger(split(x, ',')[1])))
    })
  AND ($about IS NULL OR any(text IN [t.name, t.indicator] + coalesce(t.aliases, []) WHERE toLower(text) CONTAINS toLower($about)))
  RETURN t
}
RETURN [type IN labels(t) WHERE type <> 'Entity'][0] AS type_code, duration.inDays(date(day), date(t.due_on)).days AS days_left,
  coalesce(t.text, t.name) AS task, t.id AS task_id,
  COLLECT { MATCH (t)-[:LED_BY]->(a) WITH DISTINCT a ORDER BY a.id RETURN a.name } AS lead,
  COLLECT { MATCH (t)-[:COORDINATED_WITH]->(a) WITH DISTINCT a ORDER BY a.id RETURN a.name } AS coordinating,
  COLLECT { MATCH (t)-[:SUBMITTED_TO]->(a) WITH DISTINCT a ORDER BY a.id RETURN a.name } AS submitted_to,
  t.due_on AS due_on, coalesce(t.due_text, t.recurring) AS due_text,
  CASE
    WHEN toLower(coalesce(t.status, '')) IN ['done', 'completed', 'finished', 'hoàn thành', 'đã hoàn thành'] THEN 'done'
    WHEN t.due_on <= toString(date(day) + duration({days: 30})) THEN 'due_soon'
    ELSE 'open'
  END AS status_code,
  COLLECT { MATCH (d)-[:ASSIGNS|SETS]->(t) WITH DISTINCT d ORDER BY d.id RETURN coalesce(d.number, d.title, d.name) } AS document,
  COLLECT { MATCH (d)-[:ASSIGNS|SETS]->(t) WITH DISTINCT d ORDER BY d.id RETURN d.id } AS document_id
ORDER BY due_on, type_code <> 'Task', task, task_id
