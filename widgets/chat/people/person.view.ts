import { html, nothing, type TemplateResult } from 'lit';
import { avatar } from '../../shared/avatar.ts';
import type { ChatUser } from '../model.ts';

/** A person's picture, with a dot where they are online. */
export function face(user: ChatUser): TemplateResult {
  return html`<span class="face ${user.online ? 'online' : ''}">${avatar(user)}</span>`;
}

/** What a row of a list of people shows: the picture, the name, and a line about them. */
export function person(
  user: ChatUser,
  name: unknown,
  about: unknown = nothing,
  end: unknown = nothing,
): TemplateResult {
  return html`${face(user)}<span class="name" dir="auto">${name}</span><span class="about">${about}</span
    ><span class="end">${end}</span>`;
}
