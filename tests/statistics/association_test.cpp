#include <QtTest>
QTEST_NOOP_MAIN
