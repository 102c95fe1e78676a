import { ChartPanel } from './chart/ChartPanel.tsx';
import { EditorPanel } from './editor/EditorPanel.tsx';
import { Announcer } from './panels/Announcer.tsx';
import { ExercisePanel } from './panels/ExercisePanel.tsx';
import { LogPanel } from './panels/LogPanel.tsx';
import { SamplesTable } from './panels/SamplesTable.tsx';
import { PlaceDialog } from './place/PlaceDialog.tsx';
import { Toolbar } from './panels/Toolbar.tsx';
import { VerdictPanel } from './panels/VerdictPanel.tsx';
import { TerminalPanel } from './terminal/TerminalPanel.tsx';
import { useUi } from './ui.ts';

/** The open sandbox. */
export function Workbench({ onClose }: { onClose(): void }) {
  const { bench, view } = useUi();
  return (
    <>
      <Toolbar onClose={onClose} />
      <div class="lab-main">
        <EditorPanel />
        <ChartPanel />
        <ExercisePanel />
        <VerdictPanel />
      </div>
      <div class="lab-below">
        <LogPanel program="client" />
        <LogPanel program="server" />
        <SamplesTable />
      </div>
      {view.terminal.value && bench.place.hasShell.value && <TerminalPanel />}
      {view.place.value && <PlaceDialog />}
      <Announcer />
    </>
  );
}
