/** Asks the panel to say who somebody is. Dispatched on what was pressed: there the profile opens. */
export class ProfileEvent extends Event {
  readonly userId: string;

  constructor(userId: string) {
    super('profile', { bubbles: true, composed: true });
    this.userId = userId;
  }
}
