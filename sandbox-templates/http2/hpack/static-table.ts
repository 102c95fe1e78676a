import { HeaderField } from './header-field.ts';

// RFC 7541 appendix A, in order; "name value" with one space between, the value possibly empty.
const TABLE = `:authority
:method GET
:method POST
:path /
:path /index.html
:scheme http
:scheme https
:status 200
:status 204
:status 206
:status 304
:status 400
:status 404
:status 500
accept-charset
accept-encoding gzip, deflate
accept-language
accept-ranges
accept
access-control-allow-origin
age
allow
authorization
cache-control
content-disposition
content-encoding
content-language
content-length
content-location
content-range
content-type
cookie
date
etag
expect
expires
from
host
if-match
if-modified-since
if-none-match
if-range
if-unmodified-since
last-modified
link
location
max-forwards
proxy-authenticate
proxy-authorization
range
referer
refresh
retry-after
server
set-cookie
strict-transport-security
transfer-encoding
user-agent
vary
via
www-authenticate`;

/** Index 0 is unused: HPACK counts from one (section 2.3.3). */
export const staticTable: readonly HeaderField[] = [
  new HeaderField('', ''),
  ...TABLE.split('\n').map((line) => {
    const space = line.indexOf(' ');
    return space < 0 ? new HeaderField(line, '') : new HeaderField(line.slice(0, space), line.slice(space + 1));
  }),
];

export const STATIC_TABLE_LENGTH = staticTable.length - 1;
