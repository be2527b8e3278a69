/**
 * Belfry's elements as classes, with their events and types. Importing this defines nothing: import
 * `belfry/chat/define` and its like for that, or define the classes under names of your own.
 */
export { configure, signOut, type PageOptions } from './session/page.ts';
export { BelfrySessionElement } from './session/session-element.ts';
export { BelfrySessionEvent } from './session/events.ts';
export { WorkerError, type Problem } from './session/problem.ts';
export type { Identity } from './session/identity.ts';
export type { Session, SessionState, SignOutOptions } from './session/session.ts';
export type { Catalogue, Message } from './shared/locale/messages.ts';
export type { Renderer } from './shared/custom/renderer.ts';
export { BelfryCloseEvent, BelfryErrorEvent, BelfryOpenEvent } from './shared/events.ts';

export { BelfryChatElement } from './chat/chat-element.ts';
export type { ChatOptions, MessageAction } from './chat/custom.ts';
export type { ChatMessage } from './chat/model.ts';
export { BelfryMessageEvent, BelfryUnreadEvent } from './chat/events.ts';
export { BelfryBellElement } from './bell/bell-element.ts';
export { BelfryFeedElement } from './bell/feed-element.ts';
export { BelfryToastsElement } from './bell/toasts-element.ts';
export type { FeedItem } from './bell/model.ts';
export { BelfryNotificationEvent } from './bell/notification-event.ts';
export { BelfryPreferencesEvent } from './bell/preferences-event.ts';
export { BelfryUnseenEvent } from './bell/unseen-event.ts';
export { BelfryPreferencesElement } from './preferences/preferences-element.ts';
export { BelfryChangeEvent, BelfrySavedEvent } from './preferences/events.ts';
export { BelfryOtpElement } from './otp/otp-element.ts';
export { BelfrySentEvent, BelfryVerifiedEvent } from './otp/events.ts';
