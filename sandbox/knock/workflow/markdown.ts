/**
 * Markdown to HTML for a message's body: paragraphs, quotes, lists, emphasis, code and links. HTML in the source
 * passes through, as Markdown has it: whoever shows a message must not trust it.
 */
export function renderMarkdown(source: string): string {
  return source
    .trim()
    .split(/\n{2,}/)
    .filter((block) => block !== '')
    .map(renderBlock)
    .join('\n');
}

function renderBlock(block: string): string {
  const lines = block.split('\n');
  if (lines.every((line) => line.startsWith('>'))) {
    const quoted = lines.map((line) => line.replace(/^>\s?/, '')).join('\n');
    return `<blockquote>${renderMarkdown(quoted)}</blockquote>`;
  }
  if (lines.every((line) => /^[-*] /.test(line))) {
    return `<ul>${lines.map((line) => `<li>${renderInline(line.slice(2))}</li>`).join('')}</ul>`;
  }
  return `<p>${lines.map(renderInline).join('<br>\n')}</p>`;
}

function renderInline(text: string): string {
  return text
    .replace(/`([^`]+)`/g, (_all, code: string) => `<code>${escapeHtml(code)}</code>`)
    .replace(
      /\[([^\]]+)\]\(([^)\s]+)\)/g,
      (_all, label: string, url: string) => `<a href="${escapeHtml(url)}">${label}</a>`,
    )
    .replace(/\*\*([^*]+)\*\*/g, '<strong>$1</strong>')
    .replace(/\*([^*]+)\*/g, '<em>$1</em>');
}

function escapeHtml(text: string): string {
  return text.replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`);
}
