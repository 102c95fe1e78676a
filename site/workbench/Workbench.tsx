import { ChartPanel } from './chart/ChartPanel.tsx';
import { RunsDialog } from './chart/RunsDialog.tsx';
import { EditorPanel } from './editor/EditorPanel.tsx';
import { HistoryDialog } from './history/HistoryDialog.tsx';
import { Sash } from './layout/Sash.tsx';
import { FramesPanel } from './panels/FramesPanel.tsx';
import { CachePanel } from './panels/CachePanel.tsx';
import { Announcer } from './panels/Announcer.tsx';
import { ExercisePanel } from './panels/ExercisePanel.tsx';
import { LogPanel } from './panels/LogPanel.tsx';
import { SamplesTable } from './panels/SamplesTable.tsx';
import { SnapshotsPanel } from './panels/SnapshotsPanel.tsx';
import { ShortcutsDialog, useShortcutsKey } from './panels/ShortcutsDialog.tsx';
import { PlaceDialog } from './place/PlaceDialog.tsx';
import { Toolbar } from './panels/Toolbar.tsx';
import { VerdictPanel } from './panels/VerdictPanel.tsx';
import { AgreeDialog } from './share/AgreeDialog.tsx';
import { SharedDialog } from './share/SharedDialog.tsx';
import { ShareDialog } from './share/ShareDialog.tsx';
import { SingleFileDialog } from './share/SingleFileDialog.tsx';
import { TerminalPanel } from './terminal/TerminalPanel.tsx';
import { useUi } from './ui.ts';

/** The open sandbox. */
export function Workbench({ onClose }: { onClose(): void }) {
  const { bench, view, live } = useUi();
  useShortcutsKey();
  /** The panels' room: all but the toolbar. */
  const panels = () => {
    const { left, top, width, height } = live().getBoundingClientRect();
    const bar = live().querySelector('.lab-toolbar')!.getBoundingClientRect().height;
    return { left, top: top + bar, width, height: height - bar };
  };
  /** What text and sandbox share: the window without the navigation. */
  const page = () => {
    const left = document.querySelector('.main-pane')?.getBoundingClientRect().left ?? 0;
    return { left, top: 0, width: innerWidth - left, height: innerHeight };
  };
  return (
    <>
      <Toolbar onClose={onClose} />
      <EditorPanel />
      <ChartPanel />
      <ExercisePanel />
      <VerdictPanel />
      <div class="lab-below">
        <LogPanel program="client" />
        <LogPanel program="server" />
        <SamplesTable />
      </div>
      <Sash edge="columns" within={panels} />
      <Sash edge="upper" within={panels} />
      <Sash edge="lower" within={panels} />
      <Sash edge="text" within={page} />
      {view.cache.value && <CachePanel />}
      {view.frames.value && <FramesPanel />}
      {view.snapshots.value && <SnapshotsPanel />}
      {view.terminal.value && bench.place.hasShell.value && <TerminalPanel />}
      {view.history.value && <HistoryDialog />}
      {view.runs.value && <RunsDialog />}
      {view.share.value && (bench.exercise.language === 'csharp' ? <SingleFileDialog /> : <ShareDialog />)}
      {view.shared.value !== null && <SharedDialog />}
      {bench.asking.value && <AgreeDialog />}
      {view.place.value && <PlaceDialog />}
      {view.shortcuts.value && <ShortcutsDialog />}
      <Announcer />
    </>
  );
}
