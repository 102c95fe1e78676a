import type { APIRoute, GetStaticPaths } from 'astro';
import { shellFiles } from '../../build/downloads/shell-project.ts';
import { exerciseIds, loadExercise } from '../../sandbox/exercises/exercises.ts';

/** What a download of a sandbox adds to its files; fetched when a reader asks for one. */
export const getStaticPaths: GetStaticPaths = () => exerciseIds.map((exercise) => ({ params: { exercise } }));

export const GET: APIRoute = async ({ params }) => {
  const { start } = await loadExercise(params.exercise!);
  return Response.json(shellFiles(start['package.json']!));
};
