import { css } from 'lit';

/** One person in a list of people: picture, name, and a line about them. */
export const personStyles = css`
  .person {
    display: grid;
    grid-template: auto auto / auto minmax(0, 1fr) auto;
    align-items: center;
    gap: 0 calc(var(--_space) * 3);
    inline-size: 100%;
    padding: calc(var(--_space) * 2) calc(var(--_space) * 2);
    text-align: start;
  }

  .person .avatar {
    grid-row: span 2;
  }

  .person .name,
  .person .about {
    grid-column: 2;
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }

  .person .about {
    color: var(--_muted);
    font-size: var(--_small);
  }
`;
