// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "catalog/spdxnames.h"

#include <algorithm>
#include <array>

namespace {

// clang-format off
// The identifiers of the SPDX licence list, deprecated ones included; sorted by code point.
constexpr std::u16string_view licenses[] = {
    u"0BSD", u"3D-Slicer-1.0", u"AAL", u"ADSL", u"AFL-1.1", u"AFL-1.2", u"AFL-2.0", u"AFL-2.1",
    u"AFL-3.0", u"AGPL-1.0", u"AGPL-1.0-only", u"AGPL-1.0-or-later", u"AGPL-3.0", u"AGPL-3.0-only",
    u"AGPL-3.0-or-later", u"ALGLIB-Documentation", u"AMD-newlib", u"AMDPLPA", u"AML",
    u"AML-glslang", u"AMPAS", u"ANTLR-PD", u"ANTLR-PD-fallback", u"APAFML", u"APL-1.0", u"APSL-1.0",
    u"APSL-1.1", u"APSL-1.2", u"APSL-2.0", u"ASWF-Digital-Assets-1.0", u"ASWF-Digital-Assets-1.1",
    u"Abstyles", u"AdaCore-doc", u"Adobe-2006", u"Adobe-Display-PostScript", u"Adobe-Glyph",
    u"Adobe-Utopia", u"Advanced-Cryptics-Dictionary", u"Afmparse", u"Aladdin", u"Apache-1.0",
    u"Apache-1.1", u"Apache-2.0", u"App-s2p", u"Arphic-1999", u"Artistic-1.0", u"Artistic-1.0-Perl",
    u"Artistic-1.0-cl8", u"Artistic-2.0", u"Artistic-dist", u"Aspell-RU", u"BOLA-1.1",
    u"BSD-1-Clause", u"BSD-2-Clause", u"BSD-2-Clause-Darwin", u"BSD-2-Clause-FreeBSD",
    u"BSD-2-Clause-NetBSD", u"BSD-2-Clause-Patent", u"BSD-2-Clause-Views",
    u"BSD-2-Clause-first-lines", u"BSD-2-Clause-pkgconf-disclaimer", u"BSD-3-Clause",
    u"BSD-3-Clause-Attribution", u"BSD-3-Clause-Clear", u"BSD-3-Clause-HP", u"BSD-3-Clause-LBNL",
    u"BSD-3-Clause-Modification", u"BSD-3-Clause-No-Military-License",
    u"BSD-3-Clause-No-Nuclear-License", u"BSD-3-Clause-No-Nuclear-License-2014",
    u"BSD-3-Clause-No-Nuclear-Warranty", u"BSD-3-Clause-Open-MPI", u"BSD-3-Clause-Sun",
    u"BSD-3-Clause-Tso", u"BSD-3-Clause-acpica", u"BSD-3-Clause-flex", u"BSD-4-Clause",
    u"BSD-4-Clause-Shortened", u"BSD-4-Clause-UC", u"BSD-4.3RENO", u"BSD-4.3TAHOE",
    u"BSD-Advertising-Acknowledgement", u"BSD-Attribution-HPND-disclaimer", u"BSD-Inferno-Nettverk",
    u"BSD-Mark-Modifications", u"BSD-Protection", u"BSD-Source-Code", u"BSD-Source-beginning-file",
    u"BSD-Systemics", u"BSD-Systemics-W3Works", u"BSL-1.0", u"BUSL-1.1", u"Baekmuk", u"Bahyph",
    u"Barr", u"Beerware", u"BitTorrent-1.0", u"BitTorrent-1.1", u"Bitstream-Charter",
    u"Bitstream-Vera", u"BlueOak-1.0.0", u"Boehm-GC", u"Boehm-GC-without-fee", u"Borceux",
    u"Brian-Gladman-2-Clause", u"Brian-Gladman-3-Clause", u"Buddy", u"C-UDA-1.0", u"CAL-1.0",
    u"CAL-1.0-Combined-Work-Exception", u"CAPEC-tou", u"CATOSL-1.1", u"CC-BY-1.0", u"CC-BY-2.0",
    u"CC-BY-2.5", u"CC-BY-2.5-AU", u"CC-BY-3.0", u"CC-BY-3.0-AT", u"CC-BY-3.0-AU", u"CC-BY-3.0-DE",
    u"CC-BY-3.0-IGO", u"CC-BY-3.0-NL", u"CC-BY-3.0-US", u"CC-BY-4.0", u"CC-BY-NC-1.0",
    u"CC-BY-NC-2.0", u"CC-BY-NC-2.5", u"CC-BY-NC-3.0", u"CC-BY-NC-3.0-DE", u"CC-BY-NC-4.0",
    u"CC-BY-NC-ND-1.0", u"CC-BY-NC-ND-2.0", u"CC-BY-NC-ND-2.5", u"CC-BY-NC-ND-3.0",
    u"CC-BY-NC-ND-3.0-DE", u"CC-BY-NC-ND-3.0-IGO", u"CC-BY-NC-ND-4.0", u"CC-BY-NC-SA-1.0",
    u"CC-BY-NC-SA-2.0", u"CC-BY-NC-SA-2.0-DE", u"CC-BY-NC-SA-2.0-FR", u"CC-BY-NC-SA-2.0-UK",
    u"CC-BY-NC-SA-2.5", u"CC-BY-NC-SA-3.0", u"CC-BY-NC-SA-3.0-DE", u"CC-BY-NC-SA-3.0-IGO",
    u"CC-BY-NC-SA-4.0", u"CC-BY-ND-1.0", u"CC-BY-ND-2.0", u"CC-BY-ND-2.5", u"CC-BY-ND-3.0",
    u"CC-BY-ND-3.0-DE", u"CC-BY-ND-4.0", u"CC-BY-SA-1.0", u"CC-BY-SA-2.0", u"CC-BY-SA-2.0-UK",
    u"CC-BY-SA-2.1-JP", u"CC-BY-SA-2.5", u"CC-BY-SA-3.0", u"CC-BY-SA-3.0-AT", u"CC-BY-SA-3.0-DE",
    u"CC-BY-SA-3.0-IGO", u"CC-BY-SA-4.0", u"CC-PDDC", u"CC-PDM-1.0", u"CC-SA-1.0", u"CC0-1.0",
    u"CDDL-1.0", u"CDDL-1.1", u"CDL-1.0", u"CDLA-Permissive-1.0", u"CDLA-Permissive-2.0",
    u"CDLA-Sharing-1.0", u"CECILL-1.0", u"CECILL-1.1", u"CECILL-2.0", u"CECILL-2.1", u"CECILL-B",
    u"CECILL-C", u"CERN-OHL-1.1", u"CERN-OHL-1.2", u"CERN-OHL-P-2.0", u"CERN-OHL-S-2.0",
    u"CERN-OHL-W-2.0", u"CFITSIO", u"CMU-Mach", u"CMU-Mach-nodoc", u"CNRI-Jython", u"CNRI-Python",
    u"CNRI-Python-GPL-Compatible", u"COIL-1.0", u"CPAL-1.0", u"CPL-1.0", u"CPOL-1.02",
    u"CUA-OPL-1.0", u"Caldera", u"Caldera-no-preamble", u"Catharon", u"ClArtistic", u"Clips",
    u"Community-Spec-1.0", u"Condor-1.1", u"Cornell-Lossless-JPEG", u"Cronyx", u"Crossword",
    u"CryptoSwift", u"CrystalStacker", u"Cube", u"D-FSL-1.0", u"DEC-3-Clause", u"DL-DE-BY-2.0",
    u"DL-DE-ZERO-2.0", u"DOC", u"DRL-1.0", u"DRL-1.1", u"DSDP", u"DocBook-DTD", u"DocBook-Schema",
    u"DocBook-Stylesheet", u"DocBook-XML", u"Dotseqn", u"ECL-1.0", u"ECL-2.0", u"EFL-1.0",
    u"EFL-2.0", u"EPICS", u"EPL-1.0", u"EPL-2.0", u"ESA-PL-permissive-2.4",
    u"ESA-PL-strong-copyleft-2.4", u"ESA-PL-weak-copyleft-2.4", u"EUDatagrid", u"EUPL-1.0",
    u"EUPL-1.1", u"EUPL-1.2", u"Elastic-2.0", u"Entessa", u"ErlPL-1.1", u"Eurosym", u"FBM",
    u"FDK-AAC", u"FSFAP", u"FSFAP-no-warranty-disclaimer", u"FSFUL", u"FSFULLR", u"FSFULLRSD",
    u"FSFULLRWD", u"FSL-1.1-ALv2", u"FSL-1.1-MIT", u"FTL", u"Fair", u"Ferguson-Twofish",
    u"Frameworx-1.0", u"FreeBSD-DOC", u"FreeImage", u"Furuseth", u"GCR-docs", u"GD", u"GFDL-1.1",
    u"GFDL-1.1-invariants-only", u"GFDL-1.1-invariants-or-later", u"GFDL-1.1-no-invariants-only",
    u"GFDL-1.1-no-invariants-or-later", u"GFDL-1.1-only", u"GFDL-1.1-or-later", u"GFDL-1.2",
    u"GFDL-1.2-invariants-only", u"GFDL-1.2-invariants-or-later", u"GFDL-1.2-no-invariants-only",
    u"GFDL-1.2-no-invariants-or-later", u"GFDL-1.2-only", u"GFDL-1.2-or-later", u"GFDL-1.3",
    u"GFDL-1.3-invariants-only", u"GFDL-1.3-invariants-or-later", u"GFDL-1.3-no-invariants-only",
    u"GFDL-1.3-no-invariants-or-later", u"GFDL-1.3-only", u"GFDL-1.3-or-later", u"GL2PS", u"GLWTPL",
    u"GPL-1.0", u"GPL-1.0-only", u"GPL-1.0-or-later", u"GPL-2.0", u"GPL-2.0-only",
    u"GPL-2.0-or-later", u"GPL-2.0-with-GCC-exception", u"GPL-2.0-with-autoconf-exception",
    u"GPL-2.0-with-bison-exception", u"GPL-2.0-with-classpath-exception",
    u"GPL-2.0-with-font-exception", u"GPL-3.0", u"GPL-3.0-only", u"GPL-3.0-or-later",
    u"GPL-3.0-with-GCC-exception", u"GPL-3.0-with-autoconf-exception", u"Game-Programming-Gems",
    u"Giftware", u"Glide", u"Glulxe", u"Graphics-Gems", u"Gutmann", u"HDF5", u"HIDAPI", u"HP-1986",
    u"HP-1989", u"HPND", u"HPND-DEC", u"HPND-Fenneberg-Livingston", u"HPND-INRIA-IMAG",
    u"HPND-Intel", u"HPND-Kevlin-Henney", u"HPND-MIT-disclaimer", u"HPND-Markus-Kuhn",
    u"HPND-Netrek", u"HPND-Pbmplus", u"HPND-SMC", u"HPND-UC", u"HPND-UC-export-US", u"HPND-doc",
    u"HPND-doc-sell", u"HPND-export-US", u"HPND-export-US-acknowledgement",
    u"HPND-export-US-modify", u"HPND-export2-US", u"HPND-merchantability-variant",
    u"HPND-sell-MIT-disclaimer-xserver", u"HPND-sell-regexpr", u"HPND-sell-variant",
    u"HPND-sell-variant-MIT-disclaimer", u"HPND-sell-variant-MIT-disclaimer-rev",
    u"HPND-sell-variant-critical-systems", u"HTMLTIDY", u"HaskellReport", u"Hippocratic-2.1",
    u"IBM-pibs", u"ICU", u"IEC-Code-Components-EULA", u"IJG", u"IJG-short", u"IPA", u"IPL-1.0",
    u"ISC", u"ISC-Veillard", u"ISO-permission", u"ImageMagick", u"Imlib2", u"Info-ZIP",
    u"Inner-Net-2.0", u"InnoSetup", u"Intel", u"Intel-ACPI", u"Interbase-1.0", u"JPL-image",
    u"JPNIC", u"JSON", u"Jam", u"JasPer-2.0", u"Kastrup", u"Kazlib", u"Knuth-CTAN", u"LAL-1.2",
    u"LAL-1.3", u"LGPL-2.0", u"LGPL-2.0-only", u"LGPL-2.0-or-later", u"LGPL-2.1", u"LGPL-2.1-only",
    u"LGPL-2.1-or-later", u"LGPL-3.0", u"LGPL-3.0-only", u"LGPL-3.0-or-later", u"LGPLLR", u"LOOP",
    u"LPD-document", u"LPL-1.0", u"LPL-1.02", u"LPPL-1.0", u"LPPL-1.1", u"LPPL-1.2", u"LPPL-1.3a",
    u"LPPL-1.3c", u"LZMA-SDK-9.11-to-9.20", u"LZMA-SDK-9.22", u"Latex2e",
    u"Latex2e-translated-notice", u"Leptonica", u"LiLiQ-P-1.1", u"LiLiQ-R-1.1", u"LiLiQ-Rplus-1.1",
    u"Libpng", u"Linux-OpenIB", u"Linux-man-pages-1-para", u"Linux-man-pages-copyleft",
    u"Linux-man-pages-copyleft-2-para", u"Linux-man-pages-copyleft-var", u"Lucida-Bitmap-Fonts",
    u"MIPS", u"MIT", u"MIT-0", u"MIT-CMU", u"MIT-Click", u"MIT-Festival", u"MIT-Khronos-old",
    u"MIT-Modern-Variant", u"MIT-STK", u"MIT-Wu", u"MIT-advertising", u"MIT-enna", u"MIT-feh",
    u"MIT-open-group", u"MIT-testregex", u"MITNFA", u"MMIXware", u"MMPL-1.0.1", u"MPEG-SSG",
    u"MPL-1.0", u"MPL-1.1", u"MPL-2.0", u"MPL-2.0-no-copyleft-exception", u"MS-LPL", u"MS-PL",
    u"MS-RL", u"MTLL", u"Mackerras-3-Clause", u"Mackerras-3-Clause-acknowledgment", u"MakeIndex",
    u"Martin-Birgmeier", u"McPhee-slideshow", u"Minpack", u"MirOS", u"Motosoto", u"MulanPSL-1.0",
    u"MulanPSL-2.0", u"Multics", u"Mup", u"NAIST-2003", u"NASA-1.3", u"NBPL-1.0", u"NCBI-PD",
    u"NCGL-UK-2.0", u"NCL", u"NCSA", u"NGPL", u"NICTA-1.0", u"NIST-PD", u"NIST-PD-TNT",
    u"NIST-PD-fallback", u"NIST-Software", u"NLOD-1.0", u"NLOD-2.0", u"NLPL", u"NOSL", u"NPL-1.0",
    u"NPL-1.1", u"NPOSL-3.0", u"NRL", u"NTIA-PD", u"NTP", u"NTP-0", u"Naumen", u"Net-SNMP",
    u"NetCDF", u"Newsletr", u"Nokia", u"Noweb", u"Nunit", u"O-UDA-1.0", u"OAR", u"OCCT-PL",
    u"OCLC-2.0", u"ODC-By-1.0", u"ODbL-1.0", u"OFFIS", u"OFL-1.0", u"OFL-1.0-RFN",
    u"OFL-1.0-no-RFN", u"OFL-1.1", u"OFL-1.1-RFN", u"OFL-1.1-no-RFN", u"OGC-1.0",
    u"OGDL-Taiwan-1.0", u"OGL-Canada-2.0", u"OGL-UK-1.0", u"OGL-UK-2.0", u"OGL-UK-3.0", u"OGTSL",
    u"OLDAP-1.1", u"OLDAP-1.2", u"OLDAP-1.3", u"OLDAP-1.4", u"OLDAP-2.0", u"OLDAP-2.0.1",
    u"OLDAP-2.1", u"OLDAP-2.2", u"OLDAP-2.2.1", u"OLDAP-2.2.2", u"OLDAP-2.3", u"OLDAP-2.4",
    u"OLDAP-2.5", u"OLDAP-2.6", u"OLDAP-2.7", u"OLDAP-2.8", u"OLFL-1.3", u"OML", u"OPL-1.0",
    u"OPL-UK-3.0", u"OPUBL-1.0", u"OSC-1.0", u"OSET-PL-2.1", u"OSL-1.0", u"OSL-1.1", u"OSL-2.0",
    u"OSL-2.1", u"OSL-3.0", u"OSSP", u"OpenMDW-1.0", u"OpenPBS-2.3", u"OpenSSL",
    u"OpenSSL-standalone", u"OpenVision", u"PADL", u"PDDL-1.0", u"PHP-3.0", u"PHP-3.01", u"PPL",
    u"PSF-2.0", u"ParaType-Free-Font-1.3", u"Parity-6.0.0", u"Parity-7.0.0", u"Pixar", u"Plexus",
    u"PolyForm-Noncommercial-1.0.0", u"PolyForm-Small-Business-1.0.0", u"PostgreSQL", u"Python-2.0",
    u"Python-2.0.1", u"QPL-1.0", u"QPL-1.0-INRIA-2004", u"Qhull", u"RHeCos-1.1", u"RPL-1.1",
    u"RPL-1.5", u"RPSL-1.0", u"RSA-MD", u"RSCPL", u"Rdisc", u"Ruby", u"Ruby-pty", u"SAX-PD",
    u"SAX-PD-2.0", u"SCEA", u"SGI-B-1.0", u"SGI-B-1.1", u"SGI-B-2.0", u"SGI-OpenGL", u"SGMLUG-PM",
    u"SGP4", u"SHL-0.5", u"SHL-0.51", u"SISSL", u"SISSL-1.2", u"SL", u"SMAIL-GPL", u"SMLNJ",
    u"SMPPL", u"SNIA", u"SOFA", u"SPL-1.0", u"SSH-OpenSSH", u"SSH-short", u"SSLeay-standalone",
    u"SSPL-1.0", u"SUL-1.0", u"SWL", u"Saxpath", u"SchemeReport", u"Sendmail", u"Sendmail-8.23",
    u"Sendmail-Open-Source-1.1", u"SimPL-2.0", u"Sleepycat", u"Soundex", u"Spencer-86",
    u"Spencer-94", u"Spencer-99", u"StandardML-NJ", u"SugarCRM-1.1.3", u"Sun-PPP", u"Sun-PPP-2000",
    u"SunPro", u"Symlinks", u"TAPR-OHL-1.0", u"TCL", u"TCP-wrappers", u"TGPPL-1.0", u"TMate",
    u"TORQUE-1.1", u"TOSL", u"TPDL", u"TPL-1.0", u"TTWL", u"TTYP0", u"TU-Berlin-1.0",
    u"TU-Berlin-2.0", u"TekHVC", u"TermReadKey", u"ThirdEye", u"TrustedQSL", u"UCAR", u"UCL-1.0",
    u"UMich-Merit", u"UPL-1.0", u"URT-RLE", u"Ubuntu-font-1.0", u"UnRAR", u"Unicode-3.0",
    u"Unicode-DFS-2015", u"Unicode-DFS-2016", u"Unicode-TOU", u"UnixCrypt", u"Unlicense",
    u"Unlicense-libtelnet", u"Unlicense-libwhirlpool", u"VOSTROM", u"VSL-1.0", u"Vim",
    u"Vixie-Cron", u"W3C", u"W3C-19980720", u"W3C-20150513", u"WTFNMFPL", u"WTFPL", u"Watcom-1.0",
    u"Widget-Workshop", u"WordNet", u"Wsuipa", u"X11", u"X11-distribute-modifications-variant",
    u"X11-no-permit-persons", u"X11-swapped", u"XFree86-1.1", u"XSkat", u"Xdebug-1.03", u"Xerox",
    u"Xfig", u"Xnet", u"YPL-1.0", u"YPL-1.1", u"ZPL-1.1", u"ZPL-2.0", u"ZPL-2.1", u"Zed", u"Zeeff",
    u"Zend-2.0", u"Zimbra-1.3", u"Zimbra-1.4", u"Zlib", u"any-OSI", u"any-OSI-perl-modules",
    u"bcrypt-Solar-Designer", u"blessing", u"bzip2-1.0.5", u"bzip2-1.0.6", u"check-cvs", u"checkmk",
    u"copyleft-next-0.3.0", u"copyleft-next-0.3.1", u"curl", u"cve-tou", u"diffmark", u"dtoa",
    u"dvipdfm", u"eCos-2.0", u"eGenix", u"etalab-2.0", u"fwlw", u"gSOAP-1.3b", u"generic-xts",
    u"gnuplot", u"gtkbook", u"hdparm", u"hyphen-bulgarian", u"iMatix", u"jove", u"libpng-1.6.35",
    u"libpng-2.0", u"libselinux-1.0", u"libtiff", u"libutil-David-Nugent", u"lsof", u"magaz",
    u"mailprio", u"man2html", u"metamail", u"mpi-permissive", u"mpich2", u"mplus", u"ngrep",
    u"pkgconf", u"pnmstitch", u"psfrag", u"psutils", u"python-ldap", u"radvd", u"snprintf",
    u"softSurfer", u"ssh-keyscan", u"swrule", u"threeparttable", u"ulem", u"w3m", u"wwl",
    u"wxWindows", u"xinetd", u"xkeyboard-config-Zinoviev", u"xlock", u"xpp", u"xzoom",
    u"zlib-acknowledgement",
};

constexpr std::u16string_view exceptions[] = {
    u"389-exception", u"Asterisk-exception", u"Autoconf-exception-2.0", u"Autoconf-exception-3.0",
    u"Autoconf-exception-generic", u"Autoconf-exception-generic-3.0", u"Autoconf-exception-macro",
    u"Bison-exception-1.24", u"Bison-exception-2.2", u"Bootloader-exception",
    u"CLISP-exception-2.0", u"Classpath-exception-2.0", u"DigiRule-FOSS-exception",
    u"FLTK-exception", u"Fawkes-Runtime-exception", u"Font-exception-2.0", u"GCC-exception-2.0",
    u"GCC-exception-2.0-note", u"GCC-exception-3.1", u"GNAT-exception", u"GNOME-examples-exception",
    u"GNU-compiler-exception", u"GPL-3.0-interface-exception", u"GPL-3.0-linking-exception",
    u"GPL-3.0-linking-source-exception", u"GPL-CC-1.0", u"GStreamer-exception-2005",
    u"GStreamer-exception-2008", u"Gmsh-exception", u"KiCad-libraries-exception",
    u"LGPL-3.0-linking-exception", u"LLGPL", u"LLVM-exception", u"LZMA-exception",
    u"Libtool-exception", u"Linux-syscall-note", u"Nokia-Qt-exception-1.1", u"OCCT-exception-1.0",
    u"OCaml-LGPL-linking-exception", u"OpenJDK-assembly-exception-1.0",
    u"PS-or-PDF-font-exception-20170817", u"QPL-1.0-INRIA-2004-exception", u"Qt-GPL-exception-1.0",
    u"Qt-LGPL-exception-1.1", u"Qwt-exception-1.0", u"SANE-exception", u"SHL-2.0", u"SHL-2.1",
    u"SWI-exception", u"Swift-exception", u"Texinfo-exception", u"UBDL-exception",
    u"Universal-FOSS-exception-1.0", u"WxWindows-exception-3.1", u"cryptsetup-OpenSSL-exception",
    u"eCos-exception-2.0", u"fmt-exception", u"freertos-exception-2.0", u"gnu-javamail-exception",
    u"i2p-gpl-java-exception", u"libpri-OpenH323-exception", u"mif-exception",
    u"openvpn-openssl-exception", u"stunnel-exception", u"u-boot-exception-2.0",
    u"vsftpd-openssl-exception", u"x11vnc-openssl-exception",
};
// clang-format on

static_assert(std::is_sorted(std::begin(licenses), std::end(licenses)));
static_assert(std::is_sorted(std::begin(exceptions), std::end(exceptions)));

template <typename Table>
bool holds(const Table &table, QStringView name)
{
    return std::binary_search(std::begin(table), std::end(table),
                              std::u16string_view(name.utf16(), static_cast<size_t>(name.size())));
}

template <typename Table>
QString spelling(const Table &table, QStringView name)
{
    for (const std::u16string_view known : table) {
        const QStringView view(known);
        if (view.compare(name, Qt::CaseInsensitive) == 0)
            return view.toString();
    }
    return {};
}

} // namespace

bool SpdxNames::isLicense(QStringView name)
{
    return holds(licenses, name);
}

bool SpdxNames::isException(QStringView name)
{
    return holds(exceptions, name);
}

QString SpdxNames::licenseSpelling(QStringView name)
{
    return spelling(licenses, name);
}

QString SpdxNames::exceptionSpelling(QStringView name)
{
    return spelling(exceptions, name);
}
