import type { Starter } from '../../shared/contract/home.ts';
import css from './Welcome.module.css';

export function Starters({ starters, onChoose }: { starters: readonly Starter[]; onChoose: (name: string) => void }) {
  return (
    <section aria-labelledby="starters">
      <h2 id="starters" className={css.heading}>
        Begin a new site
      </h2>
      <ul className={css.starters}>
        {starters.map(({ name, title, description, picture }) => (
          <li key={name}>
            <button type="button" onClick={() => onChoose(name)}>
              <img src={picture} alt="" width={640} height={400} loading="lazy" />
              <span className={css.siteTitle}>{name.charAt(0).toUpperCase() + name.slice(1)}</span>
              <span className={css.where}>
                “{title}”: {description}
              </span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
