// Đường nối hai đối tượng. Hai đối tượng gắn với nhau qua những quan hệ nào; các đường ngắn nhất.
// Path between two. Over which relations two things are bound to each other; the shortest paths.
//
// Tham số (dán từng dòng vào Browser; null là không hỏi) / Parameters (paste each line into Browser; null asks nothing):
//   source: từ: id, hoặc tên cơ quan, hệ thống, chương trình / from: id, or the name of an agency, system or programme
//   target: đến, như trên / to, likewise
//   limit: số đường nhiều nhất / most paths
// :param source => 'Trung tâm dữ liệu quốc gia'
// :param target => 'Cơ sở dữ liệu quốc gia về dân cư'
// :param limit => 3
//
// Dòng: một đường một dòng, ngắn trước; path là tên các thứ trên đường, graph là đường đó để vẽ.
// Rows: one a path, the shorter first; path names the things on it, graph is the path to be drawn.
// Không có: tên các quan hệ trên đường; đường dài hơn 8 bước, hoặc có độ dài đứng sau ba độ dài nhỏ nhất.
// Left out: the names of the relations on the way; paths of more than 8 steps, or of another than the three smallest lengths.

CALL () {
  MATCH (a:Entity {id: $source}) RETURN a
  UNION
  MATCH (a:Agency|Database|Platform|Programme) WHERE $source IN [a.name, a.name_en] + coalesce(a.aliases, []) RETURN a
}
CALL () {
  MATCH (b:Entity {id: $target}) RETURN b
  UNION
  MATCH (b:Agency|Database|Platform|Programme) WHERE $target IN [b.name, b.name_en] + coalesce(b.aliases, []) RETURN b
}
CALL (a, b) {
  // quan hệ nói lên nhiều / relations that tell something
  MATCH p = SHORTEST 3 GROUPS (a)-[:ADOPTED_BY|AMENDS|ASSIGNS|BASED_ON|CONNECTS_TO|CONSOLIDATES|CORRECTS|DEPENDS_ON|GUIDES|IMPLEMENTS|LED_BY|MANAGED_BY|PRODUCES|REPEALS|REPLACES|SUCCEEDED_BY|SUSPENDS]-{1,8}(b)
  WHERE a <> b
  WITH [n IN nodes(p) | n.id] AS ids, p
  WHERE COUNT { UNWIND ids AS id RETURN DISTINCT id } = size(ids)
  WITH ids, collect(p)[0] AS p ORDER BY size(ids), ids LIMIT coalesce($limit, 3)
  RETURN collect(p) AS telling
}
CALL (a, b, telling) {
  // mọi quan hệ, nếu không có đường nào ở trên / any relation, where there is no path above
  WITH a, b, telling WHERE size(telling) = 0 AND a <> b
  MATCH p = SHORTEST 3 GROUPS (a)((:Entity)-[]-(:Entity)){1,8}(b)
  WITH [n IN nodes(p) | n.id] AS ids, p
  WHERE COUNT { UNWIND ids AS id RETURN DISTINCT id } = size(ids)
  WITH ids, collect(p)[0] AS p ORDER BY size(ids), ids LIMIT coalesce($limit, 3)
  RETURN collect(p) AS others
}
WITH telling + others AS paths
UNWIND range(0, size(paths) - 1) AS i
RETURN i + 1 AS number, length(paths[i]) AS hops,
  [n IN nodes(paths[i]) | coalesce(n.number, n.title, n.text, n.name)] AS path, paths[i] AS graph
ORDER BY number
