import { css } from 'lit';

/** What stands around the field once a composer is used. */
export const composerToolsStyles = css`
  .subject {
    display: flex;
    align-items: center;
    gap: calc(var(--_space) * 2);
    padding-inline-start: calc(var(--_space) * 3);
    color: var(--_muted);
    font-size: var(--_small);
  }

  .subject p {
    display: grid;
    flex: 1;
    min-inline-size: 0;
    margin: 0;
    padding-inline-start: calc(var(--_space) * 2);
    border-inline-start: 2px solid var(--_accent);
    line-height: 1.35;
  }

  .subject strong {
    color: var(--_text);
    font-weight: var(--_strong);
  }

  .subject :is(strong, span) {
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
`;
