/**
 * Whether an object holds this table. Objects make their tables only when there is something to keep, so that a
 * guessed name leaves nothing behind, and an object that emptied itself is as one that never was.
 */
export function hasTable(sql: SqlStorage, name: string): boolean {
  return sql.exec("SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = ?", name).toArray().length > 0;
}
