import { pageSession } from '../../session/page.ts';

/** The chapters of the documentation's page on trouble that a warning leads to. */
export type Chapter = 'value' | 'identity' | 'connect' | 'origin' | 'browser' | 'challenge';

const said = new Set<string>();

/** Warns whoever builds the page, once, and says where more is written: at the Worker, which serves the documentation. */
export function say(chapter: Chapter, text: string): void {
  if (said.has(text)) return;
  said.add(text);
  const { worker = '' } = pageSession().options;
  console.warn(`Belfry: ${text} See ${worker}/docs/troubleshooting#${chapter}`);
}
