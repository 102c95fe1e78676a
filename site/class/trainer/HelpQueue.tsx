import type { MemberView } from '../answers.ts';
import { useTrainerUi } from './ui.ts';

/** Raised hands, the first first. Who takes one is seen by the other trainers. */
export function HelpQueue() {
  const { room, strings } = useTrainerUi();
  const queue = room.queue.value;
  if (!queue.length) return <p class="trainer-empty">{strings.queueEmpty}</p>;
  return (
    <ol class="trainer-queue">
      {queue.map((member) => (
        <Hand key={member.id} member={member} />
      ))}
    </ol>
  );
}

function Hand({ member }: { member: MemberView }) {
  const { room, strings, titleOf } = useTrainerUi();
  const help = member.help!;
  const mine = help.takenBy?.id === room.me.id;
  const take = (taken: boolean) => room.say({ type: 'take', member: member.id, taken });
  room.clock.value;
  return (
    <li data-taken={help.takenBy !== null}>
      <span>
        <strong>{member.name}</strong> {titleOf(member.lesson)}
      </span>
      <span>{strings.minutes(Math.floor((room.now() - help.at) / 60_000))}</span>
      <span role="status">{help.takenBy && strings.takenBy(help.takenBy.name)}</span>
      <span class="trainer-row">
        {!help.takenBy && (
          <button type="button" onClick={() => take(true)}>
            {strings.take}
          </button>
        )}
        {mine && (
          <button type="button" onClick={() => room.say({ type: 'helped', member: member.id })}>
            {strings.done}
          </button>
        )}
        {help.takenBy && (
          <button type="button" onClick={() => take(false)}>
            {strings.giveBack}
          </button>
        )}
        {help.showsCode && (
          <button type="button" onClick={() => room.look(member.id)}>
            {strings.showCode}
          </button>
        )}
      </span>
    </li>
  );
}
