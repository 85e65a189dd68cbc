import { ActionIcon, Button, Menu, Tooltip, UnstyledButton, VisuallyHidden } from '@mantine/core';
import { IconChevronDown, IconLayoutSidebar, IconSearch } from '@tabler/icons-react';
import { build, cancelBuild, goTo, rememberUi } from '../state/actions.ts';
import { closeSite } from '../state/host.ts';
import { useStudio } from '../state/store.ts';
import { count } from '../words/numbers.ts';
import { type Verdict, verdictOf } from '../words/verdict.ts';
import { keyName } from './keys.ts';
import { Progress } from './Progress.tsx';
import css from './TopBar.module.css';

export function TopBar({ narrow }: { narrow: boolean }) {
  const session = useStudio((state) => state.session);
  const connected = useStudio((state) => state.line === 'open');
  if (session === null) return null;
  const verdict = verdictOf(session.state, connected);
  return (
    <header className={css.bar}>
      <VisuallyHidden component="h1">{session.site.title}</VisuallyHidden>
      <TreeToggle narrow={narrow} />
      <SiteMenu title={session.site.title} />
      <p
        className={css.verdict}
        data-tone={verdict.tone}
        role="status"
        aria-live="polite"
        title={verdict.advice === null ? undefined : `${verdict.sentence} ${verdict.advice}`}
      >
        <span className={css.sentence}>{verdict.sentence}</span>
        {verdict.advice !== null && <span className={css.advice}> {verdict.advice}</span>}
        {session.proofs.suggestions > 0 && session.state.kind === 'good' && (
          <span className={css.advice}> · {count(session.proofs.suggestions, 'suggestion')}</span>
        )}
      </p>
      {connected && session.state.kind === 'building' && <Progress state={session.state} />}
      <div className={css.actions}>
        <FindButton />
        <BuildButton verdict={verdict} />
        <MainButton verdict={verdict} things={session.proofs.things} />
      </div>
    </header>
  );
}

function TreeToggle({ narrow }: { narrow: boolean }) {
  const { panes } = useStudio((state) => state.ui);
  const open = useStudio((state) => state.treeOpen);
  const shown = narrow ? open : panes.tree > 0;
  const toggle = (): void => {
    if (narrow) useStudio.setState({ treeOpen: !open });
    else rememberUi({ panes: { ...panes, tree: shown ? 0 : 260 } });
  };
  return (
    <Tooltip label={shown ? 'Hide the pages' : 'Show the pages'}>
      <ActionIcon onClick={toggle} aria-label="Pages" aria-expanded={shown}>
        <IconLayoutSidebar size={18} stroke={1.5} />
      </ActionIcon>
    </Tooltip>
  );
}

function SiteMenu({ title }: { title: string }) {
  const { theme, technicalDetails } = useStudio((state) => state.ui);
  return (
    <Menu position="bottom-start">
      <Menu.Target>
        <UnstyledButton className={css.site}>
          {title}
          <IconChevronDown size={14} stroke={1.5} aria-hidden />
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item onClick={() => void closeSite()}>Open another site…</Menu.Item>
        <Menu.Item onClick={() => useStudio.setState({ changesOpen: true })}>Recent changes…</Menu.Item>
        <Menu.Item onClick={() => goTo('settings')}>Settings of this site</Menu.Item>
        <Menu.Divider />
        <Menu.Label>Looks</Menu.Label>
        {(['system', 'light', 'dark'] as const).map((one) => (
          <Menu.Item key={one} onClick={() => rememberUi({ theme: one })} rightSection={theme === one ? '✓' : null}>
            {{ system: 'As this computer', light: 'Light', dark: 'Dark' }[one]}
          </Menu.Item>
        ))}
        <Menu.Divider />
        <Menu.Item
          onClick={() => rememberUi({ technicalDetails: !technicalDetails })}
          rightSection={technicalDetails ? '✓' : null}
        >
          Technical details
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

function FindButton() {
  return (
    <Button
      variant="subtle"
      color="gray"
      leftSection={<IconSearch size={16} stroke={1.5} aria-hidden />}
      rightSection={<span className={css.key}>{keyName('mod+P')}</span>}
      onClick={() => useStudio.setState({ palette: 'pages' })}
    >
      Find
    </Button>
  );
}

function BuildButton({ verdict }: { verdict: Verdict }) {
  if (verdict.action === 'cancel') return <Button onClick={() => void cancelBuild()}>Stop</Button>;
  if (verdict.action === 'adopt') {
    return (
      <Button variant="filled" onClick={() => void build(true)}>
        Replace what is in the way
      </Button>
    );
  }
  const primary = verdict.action === 'build';
  return (
    <Button variant={primary ? 'filled' : 'default'} onClick={() => void build()}>
      Build
    </Button>
  );
}

/** Publish is the primary button when all is good; else seeing what is wrong is. Of a folder that is gone nothing can be done here. */
function MainButton({ verdict, things }: { verdict: Verdict; things: number }) {
  const there = useStudio((state) => state.room === 'releases');
  if (verdict.action === 'open-other') {
    return (
      <Button variant="filled" onClick={() => void closeSite()}>
        Open another site
      </Button>
    );
  }
  if (things > 0 && verdict.action !== 'publish') {
    const primary = verdict.action === 'see-proofs';
    return (
      <Button variant={primary ? 'filled' : 'default'} onClick={() => goTo('proofs')}>
        See {count(things, 'thing')} to fix
      </Button>
    );
  }
  return (
    <Button variant={verdict.action === 'publish' && !there ? 'filled' : 'default'} onClick={() => goTo('releases')}>
      Publish
    </Button>
  );
}
