/** What each pane is told when it opens, by the pane's name. A pane's element has properties of these names. */
export interface PaneProps {
  archived: Nothing;
  create: Nothing;
  members: { cid: string };
  /** @property thread the thread's key */
  thread: { cid: string; thread: string };
  threads: object;
  profile: { userId: string };
  'row-menu': { channel: string };
  search: Nothing;
}

type Nothing = Readonly<Record<string, never>>;

export type PaneName = keyof PaneProps;

/**
 * Asks the panel for a pane. Dispatched on what opens it, which gets the focus back; it goes no further than the panel.
 */
export class PaneEvent<Name extends PaneName = PaneName> extends Event {
  readonly pane: Name;
  readonly props: PaneProps[Name];

  constructor(pane: Name, props: PaneProps[Name]) {
    super('pane', { bubbles: true, composed: true });
    this.pane = pane;
    this.props = props;
  }
}

/** A listener for what opens a pane when it is pressed. */
export function opens<Name extends PaneName>(pane: Name, props: PaneProps[Name]): (event: Event) => void {
  return ({ currentTarget }) => void currentTarget?.dispatchEvent(new PaneEvent(pane, props));
}
