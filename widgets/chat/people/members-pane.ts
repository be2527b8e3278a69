import { html, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { avatar } from '../../shared/avatar.ts';
import { sharedMessages } from '../../shared/locale/en.ts';
import { LocaleController } from '../../shared/locale/locale-controller.ts';
import { nameOf, type ChatUser } from '../model.ts';
import { PaneElement } from '../panes/pane-element.ts';
import { peopleMessages } from './messages.en.ts';
import { personStyles } from './person.styles.ts';

/** Who is in a conversation. */
export class MembersPaneElement extends PaneElement {
  static override styles = [PaneElement.styles, personStyles];

  #locale = new LocaleController(this, { ...sharedMessages, ...peopleMessages });

  protected override sessionJoined(): void {
    this.#locale.prefer(this.session.options.locale);
  }

  protected override render(): TemplateResult {
    const { t } = this.#locale;
    const members = this.store.channel(this.cid)?.channel.members ?? [];
    return this.pane(
      t('chat.people.members'),
      t('chat.people.close-members'),
      html`<div class="pane-body">
        <ul class="rows">
          ${repeat(
            members,
            ({ id }) => id,
            (member) => this.#member(member),
          )}
        </ul>
      </div>`,
    );
  }

  #member(member: ChatUser): TemplateResult {
    const { t } = this.#locale;
    const name = nameOf(member);
    const own = member.id === this.store.user.id;
    return html`<li class="person">
      ${avatar(member)}
      <span class="name" dir="auto">${own ? t('chat.people.you', { name }) : name}</span>
      <span class="about">${t(member.online || own ? 'chat.people.online' : 'chat.people.offline')}</span>
    </li>`;
  }
}
