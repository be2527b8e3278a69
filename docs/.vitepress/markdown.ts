import type { MarkdownRenderer } from 'vitepress';
import { withGenerated } from '../../scripts/docs/generated.ts';
import { livePath, samplesOf } from '../../scripts/docs/samples.ts';

/** What the pages hold besides Markdown: what is made from the code, and samples that run where they stand. */
export function extend(md: MarkdownRenderer, base: string): void {
  md.core.ruler.before('normalize', 'generated', (state) => {
    state.src = withGenerated(state.src);
  });

  const fence = md.renderer.rules.fence;
  md.renderer.rules.fence = (tokens, index, options, env: { relativePath?: string }, self) => {
    const block = fence?.(tokens, index, options, env, self) ?? '';
    const token = tokens[index];
    const page = env.relativePath;
    if (!token || page === undefined || !isLive(token.info)) return block;
    const number = tokens
      .slice(0, index + 1)
      .filter(({ type, info }) => type === 'fence' && isLive(info)).length;
    const address = base + livePath(page, number);
    return `${block}<iframe class="live" src="${address}" title="The sample above, as it runs" loading="lazy"></iframe>\n`;
  };
}

const isLive = (info: string): boolean => samplesOf('', `\`\`\`${info}\n\`\`\``)[0]?.live ?? false;
