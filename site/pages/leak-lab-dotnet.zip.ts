import type { APIRoute } from 'astro';
import { dotnetZip } from '../build/downloads/dotnet-zip.ts';

export const GET: APIRoute = () => new Response(dotnetZip(), { headers: { 'content-type': 'application/zip' } });
