/** The SDK's own facts with this language's names: `request_id` as `requestId`. The API's data is left as it is. */
export function camel(facts: object): Record<string, unknown> {
  const entries = Object.entries(facts).map(([name, value]) => [camelName(name), value]);
  return Object.fromEntries(entries);
}

export function camelName(name: string): string {
  return name.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());
}
