import type { ReactiveController, TemplateResult } from 'lit';
import { css } from 'lit';
import { focusMenu } from '../../shared/menu/menu.ts';
import { menuStyles } from '../../shared/menu/menu.styles.ts';
import { audiencesOf, type Audience } from '../audience.ts';
import {
  isTwosome,
  type ChatChannel,
  type ChatUser,
  type OutgoingMessage,
  type PendingMessage,
  type QuotedMessage,
} from '../model.ts';
import type { NewPoll } from '../poll/poll-calls.ts';
import type { ChatStore } from '../store/chat.store.ts';
import type { Words } from '../words.ts';
import { textsOf } from './composer-texts.ts';
import { composerToolsStyles } from './composer-tools.styles.ts';
import { above, beside } from './composer-tools.view.ts';
import type { Composer } from './composer.ts';
import { FileIntake } from './file-intake.ts';
import { keepAboveKeyboard } from './keyboard-room.ts';
import { LinkPreview } from './link-preview.ts';
import { mentionedIn } from './mentions.ts';
import { secondsToWait } from './slow-mode.ts';
import { Suggestions, type Suggestion } from './suggest/suggestions.ts';
import { point } from './suggest/suggestions.view.ts';
import { readPicture } from './upload/pictures.ts';
import { sameFiles, Uploads, type Recording } from './upload/uploads.ts';

export const styles = css`
  ${menuStyles} ${composerToolsStyles}
`;

/** Files on their way outlive the view of their conversation. */
const uploadsByStore = new WeakMap<ChatStore, Uploads>();

function uploadsOf(store: ChatStore): Uploads {
  const known = uploadsByStore.get(store);
  if (known) return known;
  const uploads = new Uploads({ calls: () => store.part('uploads'), readPicture });
  uploadsByStore.set(store, uploads);
  // What is uploaded is part of the draft, wherever the visitor looks meanwhile.
  uploads.listen((cid) => {
    const draft = store.drafts.of(cid);
    const attachments = uploads.attachments(cid);
    if (!sameFiles(attachments, draft.attachments)) store.drafts.write(cid, { ...draft, attachments });
  });
  return uploads;
}

/** What a composer can do beyond text: fetched when the visitor begins to write. */
export class ComposerTools implements ReactiveController {
  readonly composer: Composer;
  readonly suggestions: Suggestions;
  readonly links: LinkPreview;
  readonly intake: FileIntake;
  /** What is open over the field. */
  open: 'recorder' | 'poll' | undefined;
  /** Whether the emoji are open. */
  emoji = false;
  #uploads: Uploads | undefined;
  #cid: string | undefined;
  #text = '';
  #tick: ReturnType<typeof setTimeout> | undefined;
  #stop: (() => void) | undefined;
  /** Ends what keeps it above the keyboard. */
  #roomy: (() => void) | undefined;

  constructor(composer: Composer) {
    this.composer = composer;
    const changed = () => composer.host.requestUpdate();
    const calls = () => this.#store.part('writing');
    this.suggestions = new Suggestions({
      channel: () => this.channel,
      writers: () => this.#writers,
      ownId: () => this.#store.user.id,
      audiences: () => this.#audiences(),
      calls,
      emoji: async () => (await import('../emoji/emoji-names.ts')).emojiNames,
      changed,
    });
    this.links = new LinkPreview({ calls, changed });
    this.intake = new FileIntake(composer.host, {
      wanted: () => this.channel?.may.upload === true && !composer.editing,
      take: (files) => void this.uploads.add(composer.cid ?? '', files),
      changed,
    });
    // What is sent while the connection is gone must be drawn by what has come before.
    import('../message/rich/rich.view.ts').catch(() => undefined);
    this.#cid = composer.cid ?? '';
    this.#text = composer.text;
    composer.host.addController(this);
  }

  get #store(): ChatStore {
    return this.composer.parts.store();
  }

  get channel(): ChatChannel | undefined {
    return this.#store.channel(this.composer.cid)?.channel;
  }

  /** Each once, who has written lately before the others. */
  get #writers(): readonly ChatUser[] {
    const { messages = [] } = this.#store.channel(this.composer.cid) ?? {};
    const users = messages.toReversed().flatMap(({ kind, user }) => (kind === 'system' ? [] : [user]));
    return [...new Map(users.map((user) => [user.id, user])).values()];
  }

  get uploads(): Uploads {
    const uploads = uploadsOf(this.#store);
    if (uploads !== this.#uploads) {
      this.#stop?.();
      this.#uploads = uploads;
      this.#stop = uploads.listen(() => this.composer.host.requestUpdate());
    }
    return uploads;
  }

  /** s until the visitor may write again. */
  get pause(): number {
    const state = this.#store.channel(this.composer.cid);
    if (!state || this.composer.editing) return 0;
    return secondsToWait(state.channel, state.messages, this.#store.user.id, this.#store.now());
  }

  /** Whether the message has to wait. */
  get waiting(): boolean {
    return this.pause > 0 || this.#unfinished('uploading') + this.#unfinished('failed') > 0;
  }

  /** Why it has to; empty if it need not. */
  reason(words: Words): string {
    const t = textsOf(words);
    const { pause } = this;
    if (pause > 0) return t('composer.slow', { count: pause });
    const failed = this.#unfinished('failed');
    if (failed > 0) return t('composer.failed-files', { count: failed });
    const uploading = this.#unfinished('uploading');
    return uploading > 0 ? t('composer.wait-files', { count: uploading }) : '';
  }

  /** What stands over the field. */
  above(words: Words): TemplateResult {
    return above(this, words);
  }

  /** What stands beside the field. */
  beside(words: Words): TemplateResult {
    return beside(this, words);
  }

  /** For `@toggle` of the emoji: their code is fetched with the first use. */
  readonly emojiToggled = async ({ newState, currentTarget }: ToggleEvent): Promise<void> => {
    this.emoji = newState === 'open';
    this.composer.host.requestUpdate();
    if (!this.emoji) return;
    try {
      await import('../emoji/picker-element.ts');
      await this.composer.host.updateComplete;
      if (this.emoji) (currentTarget as HTMLElement).querySelector('belfry-chat-emoji-picker')?.focus();
    } catch {
      (currentTarget as HTMLElement).hidePopover();
    }
  };

  /** Writes an emoji where the caret is. */
  insert(emoji: string): void {
    this.composer.host.renderRoot.querySelector<HTMLElement>('.emoji-sheet')?.hidePopover();
    const field = this.composer.parts.field();
    if (field) replace(field, field.selectionStart, field.selectionEnd, emoji);
  }

  /** An edit tells nobody; and of two there is one to speak to. */
  #audiences(): readonly Audience[] {
    const { channel, composer } = this;
    if (!channel || composer.editing || isTwosome(channel, this.#store.user.id)) return [];
    return [
      ...(channel.may.mentionChannel ? (['channel'] as const) : []),
      ...(channel.may.mentionHere ? (['here'] as const) : []),
    ];
  }

  /** What goes with a text. */
  extras(text: string): Omit<OutgoingMessage, 'text'> {
    const { mentioned, attachments, quoted, plainLinks } = this.composer.now;
    const mentionedIds = mentionedIn(text, mentioned).map(({ id }) => id);
    if (this.composer.editing) return { mentionedIds };
    return {
      ...(attachments.length > 0 && { attachments }),
      ...(mentionedIds.length > 0 && { mentionedIds }),
      ...(quoted && { quotedId: quoted.id, quoted: quoteOf(quoted) }),
      ...(plainLinks && { plainLinks }),
    };
  }

  /** Takes back a message that was not sent, with all that went with it, before what has been written since. */
  restore({ id, text, attachments = [], mentionedIds = [], quoted, plainLinks }: PendingMessage): void {
    const { composer, channel } = this;
    const { cid = '' } = composer;
    // It may have been sent meanwhile.
    if (!this.#store.channel(cid)?.pending.some((one) => one.id === id)) return;
    this.#store.outgoing.discard(cid, id);
    composer.write({ aside: true });
    const { now } = composer;
    composer.set({
      text: [text, now.text].filter(Boolean).join('\n'),
      attachments: [...attachments, ...now.attachments],
      mentioned: [
        ...(channel?.members.filter(({ id }) => mentionedIds.includes(id)) ?? []),
        ...audiencesOf(mentionedIds),
        ...now.mentioned,
      ],
      quoted: quoted ?? now.quoted,
      plainLinks: plainLinks ?? now.plainLinks,
    });
    composer.focus();
  }

  /** Everything was sent. */
  sent(): void {
    this.uploads.clear(this.composer.cid ?? '');
    this.suggestions.close();
  }

  /** For a press on the button that adds things; once the menu is here, the platform opens and closes it. */
  async add(button: HTMLButtonElement): Promise<void> {
    if (button.popoverTargetElement) return;
    await this.composer.host.updateComplete;
    this.#menu()?.showPopover({ source: button });
  }

  /** For `@toggle` of the menu. */
  readonly toggled = (event: ToggleEvent): void => {
    if (event.newState === 'open') focusMenu(event.currentTarget as HTMLElement);
  };

  /** Opens one of what stands over the field, once its code is here; or nothing. */
  async show(open: 'recorder' | 'poll' | undefined): Promise<void> {
    this.#menu()?.hidePopover();
    if (open === 'recorder') await import('./voice/define.ts');
    if (open === 'poll') await import('../poll/define-form.ts');
    this.open = open;
    this.composer.host.requestUpdate();
    if (!open) this.composer.focus();
  }

  /** Sends a recording as soon as it is uploaded; one that does not get through stays to be tried again. */
  async sendRecording(recording: Recording): Promise<void> {
    const { cid = '', parts } = this.composer;
    const { uploads } = this;
    void this.show(undefined);
    const voice = await uploads.addRecording(cid, recording);
    // What has been written meanwhile is a message of its own.
    if (!voice?.attachment || this.pause > 0) return;
    if (parts.submit(cid, { text: '', attachments: [voice.attachment] }, undefined))
      uploads.remove(cid, voice.key);
  }

  /** Makes a poll and sends it; resolves with whether that was done. */
  async sendPoll(poll: NewPoll): Promise<boolean> {
    const { cid, parts } = this.composer;
    try {
      const pollId = await (await this.#store.part('polls')).create(poll);
      if (cid === undefined || !parts.submit(cid, { text: '', pollId, question: poll.question }, undefined))
        return false;
    } catch {
      return false;
    }
    void this.show(undefined);
    return true;
  }

  /** Whether a key was meant for the suggestions. */
  key(event: KeyboardEvent): boolean {
    const { shown } = this.suggestions;
    if (!shown || event.shiftKey || event.ctrlKey || event.metaKey || event.altKey) return false;
    const item = shown.items[shown.active];
    if (event.key === 'ArrowDown') this.suggestions.step(1);
    else if (event.key === 'ArrowUp') this.suggestions.step(-1);
    else if (event.key === 'Escape') this.suggestions.dismiss();
    else if ((event.key === 'Enter' || event.key === 'Tab') && item) this.choose(item);
    else return false;
    event.preventDefault();
    // The panel around may close on Escape, too.
    event.stopPropagation();
    return true;
  }

  /** Puts what was chosen in the place of what was typed, as one step that can be undone. */
  choose({ text, user }: Suggestion): void {
    const field = this.composer.parts.field();
    const start = this.suggestions.shown?.trigger.start;
    if (!field || start === undefined) return;
    if (user) this.composer.set({ mentioned: [...this.composer.now.mentioned, user] });
    const end = field.selectionEnd;
    this.suggestions.close();
    replace(field, start, end, text);
  }

  hostConnected(): void {
    const { host } = this.composer;
    for (const type of ['input', 'compositionend', 'keyup', 'click']) {
      host.addEventListener(type, this.#typed);
    }
    host.addEventListener('focusout', this.#left);
    this.#roomy = keepAboveKeyboard(host, 'belfry-chat');
  }

  hostDisconnected(): void {
    const { host } = this.composer;
    for (const type of ['input', 'compositionend', 'keyup', 'click']) {
      host.removeEventListener(type, this.#typed);
    }
    host.removeEventListener('focusout', this.#left);
    clearTimeout(this.#tick);
    this.#roomy?.();
    this.links.stop();
    this.#stop?.();
    this.#stop = undefined;
    this.#uploads = undefined;
  }

  hostUpdate(): void {
    const { cid = '', now, text, editing } = this.composer;
    if (cid !== this.#cid) {
      this.#cid = cid;
      this.open = undefined;
      this.suggestions.close();
    }
    if (!editing) this.uploads.agree(cid, now.attachments);
    if (text !== this.#text) {
      this.#text = text;
      if (!text) this.suggestions.close();
    }
    this.links.follow(!editing && this.channel?.may.links && !now.plainLinks ? text : '');
  }

  hostUpdated(): void {
    const { host, parts } = this.composer;
    const field = parts.field();
    if (field) point(field, this.suggestions.shown);
    const button = host.renderRoot.querySelector<HTMLButtonElement>('.add');
    const menu = this.#menu();
    if (button && button.popoverTargetElement !== menu) button.popoverTargetElement = menu;
    const emoji = host.renderRoot.querySelector<HTMLButtonElement>('.emoji');
    if (emoji) emoji.popoverTargetElement = host.renderRoot.querySelector('.emoji-sheet');
    clearTimeout(this.#tick);
    if (this.pause > 0) this.#tick = setTimeout(() => host.requestUpdate(), 500);
  }

  #menu(): HTMLElement | null {
    return this.composer.host.renderRoot.querySelector<HTMLElement>('.add-menu');
  }

  #unfinished(status: 'uploading' | 'failed'): number {
    if (this.composer.editing) return 0;
    return this.uploads.of(this.composer.cid ?? '').filter((upload) => upload.status === status).length;
  }

  readonly #typed = (event: Event): void => {
    const field = this.composer.parts.field();
    if (!field || event.composedPath()[0] !== field) return;
    // What is being composed is not typed yet; and the keys of the list are not typed at all.
    if (event instanceof InputEvent && event.isComposing) return;
    if (event.type === 'keyup' && !/^(Arrow(Left|Right)|Home|End)$/.test((event as KeyboardEvent).key))
      return;
    const collapsed = field.selectionStart === field.selectionEnd;
    void this.suggestions.update(collapsed ? field.value : '', collapsed ? field.selectionEnd : 0);
  };

  readonly #left = (event: FocusEvent): void => {
    if (event.composedPath()[0] === this.composer.parts.field()) this.suggestions.close();
  };
}

/** What is kept of a message that is answered. */
function quoteOf({ id, kind, text, user, attachments }: QuotedMessage): QuotedMessage {
  return { id, kind, text, user, attachments };
}

/** Puts a text in the place of what stands in a field, as one step that can be undone. */
function replace(field: HTMLTextAreaElement, start: number, end: number, text: string): void {
  field.focus({ preventScroll: true });
  field.setSelectionRange(start, end);
  if (insertText(text)) return;
  field.setRangeText(text, start, end, 'end');
  field.dispatchEvent(new InputEvent('input', { bubbles: true, composed: true }));
}

/** The one way to change a field that undo knows of; deprecated without a successor. */
function insertText(text: string): boolean {
  return document.execCommand('insertText', false, text);
}
