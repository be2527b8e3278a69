import { html, nothing, type TemplateResult } from 'lit';
import { avatar } from '../../../shared/avatar.ts';
import type { Texts } from '../composer-texts.ts';
import type { Suggested, Suggestion } from './suggestions.ts';

/** The listbox of what is suggested; the field keeps the focus and points at its active option. */
export function suggestionList(
  t: Texts,
  { trigger, items, active }: Suggested,
  choose: (item: Suggestion) => void,
): TemplateResult {
  return html`<div
    class="suggestions"
    id="suggestions"
    role="listbox"
    aria-label=${t(`composer.suggest.${trigger.kind}`)}
    @mousedown=${(event: MouseEvent) => event.preventDefault()}
  >
    ${items.map((item, index) => {
      const sign = item.audience ? '@' : item.emoji;
      const hint = item.audience ? t(`composer.suggest.${item.audience}`) : item.hint;
      return html`<button
        class="suggestion"
        type="button"
        role="option"
        tabindex="-1"
        id="suggestion-${index}"
        aria-selected=${index === active}
        @click=${() => choose(item)}
      >
        ${
          item.user && !item.audience
            ? avatar(item.user)
            : sign
              ? html`<span class="suggested-emoji" aria-hidden="true">${sign}</span>`
              : nothing
        }
        <bdi>${item.label}</bdi>
        ${hint ? html`<span class="suggestion-hint" dir="auto">${hint}</span>` : nothing}
      </button>`;
    })}
  </div>`;
}

/** Tells the field's listener to assistive technology what it points at. */
export function point(field: Element, shown: Suggested | undefined): void {
  const attributes = {
    'aria-autocomplete': 'list',
    'aria-controls': shown && 'suggestions',
    'aria-activedescendant': shown && `suggestion-${shown.active}`,
  };
  for (const [name, value] of Object.entries(attributes)) {
    if (value === undefined) field.removeAttribute(name);
    else field.setAttribute(name, value);
  }
}
