import { ChartPanel } from './chart/ChartPanel.tsx';
import { EditorPanel } from './editor/EditorPanel.tsx';
import { Announcer } from './panels/Announcer.tsx';
import { ExercisePanel } from './panels/ExercisePanel.tsx';
import { LogPanel } from './panels/LogPanel.tsx';
import { SamplesTable } from './panels/SamplesTable.tsx';
import { Toolbar } from './panels/Toolbar.tsx';
import { VerdictPanel } from './panels/VerdictPanel.tsx';

/** The open sandbox. */
export const Workbench = ({ onClose }: { onClose(): void }) => (
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
    <Announcer />
  </>
);
