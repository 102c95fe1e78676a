const title = { en: 'Leak Lab', zh: 'Leak Lab：一个真实的内存泄漏' };
const description = {
  en: 'An interactive course on one real memory leak: gRPC clients created per request on a shared channel.',
  zh: '一门互动课程，只讲一个真实的内存泄漏：在共用的通道上，为每个请求新建一个 gRPC 客户端。',
};
/** Names the course to a platform, for every version of it. */
const courseId = 'urn:leak-lab:course';

const escaped = (text: string) => text.replace(/[&<>"]/g, (sign) => `&#${sign.codePointAt(0)};`);

/** `imsmanifest.xml` of SCORM 1.2 (Content Aggregation Model, 2.3): one SCO. */
export const scormManifest = (
  version: string,
  files: readonly string[],
): string => `<?xml version="1.0" encoding="UTF-8"?>
<manifest identifier="leak-lab" version="${escaped(version)}"
  xmlns="http://www.imsproject.org/xsd/imscp_rootv1p1p2" xmlns:adlcp="http://www.adlnet.org/xsd/adlcp_rootv1p2"
  xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
  xsi:schemaLocation="http://www.imsproject.org/xsd/imscp_rootv1p1p2 imscp_rootv1p1p2.xsd http://www.adlnet.org/xsd/adlcp_rootv1p2 adlcp_rootv1p2.xsd">
  <metadata>
    <schema>ADL SCORM</schema>
    <schemaversion>1.2</schemaversion>
  </metadata>
  <organizations default="course">
    <organization identifier="course">
      <title>${title.en}</title>
      <item identifier="course-item" identifierref="course-resource">
        <title>${title.en}</title>
      </item>
    </organization>
  </organizations>
  <resources>
    <resource identifier="course-resource" type="webcontent" adlcp:scormtype="sco" href="launch.html">
${files.map((file) => `      <file href="${escaped(encodeURI(file))}"/>`).join('\n')}
    </resource>
  </resources>
</manifest>
`;

const langstrings = ({ en, zh }: { en: string; zh: string }) =>
  `<langstring lang="en">${escaped(en)}</langstring><langstring lang="zh-CN">${escaped(zh)}</langstring>`;

/** `cmi5.xml` (cmi5, 14): one assignable unit, which is done when every exercise is solved. */
export const cmi5Structure = (): string => `<?xml version="1.0" encoding="UTF-8"?>
<courseStructure xmlns="https://w3id.org/xapi/profiles/cmi5/v1/CourseStructure.xsd">
  <course id="${courseId}">
    <title>${langstrings(title)}</title>
    <description>${langstrings(description)}</description>
  </course>
  <au id="${courseId}:all" moveOn="CompletedOrPassed" masteryScore="1" launchMethod="AnyWindow">
    <title>${langstrings(title)}</title>
    <description>${langstrings(description)}</description>
    <url>launch.html</url>
  </au>
</courseStructure>
`;
