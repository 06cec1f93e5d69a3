<?php
// Validates every calendar answer below a folder with sabre/vobject, the library of many calendar servers.
// usage: php validate.php FOLDER
require_once getenv('SABRE') ?: '/usr/share/php/Sabre/VObject/includes.php';
$failed = 0;
$files = glob($argv[1] . '/*.ics');
foreach ($files as $file) {
    try {
        $calendar = Sabre\VObject\Reader::read(file_get_contents($file));
        $problems = array_map(fn ($p) => $p['message'], $calendar->validate());
        if (count($calendar->VEVENT->ATTENDEE) !== 1) {
            $problems[] = 'not one ATTENDEE';
        }
    } catch (Throwable $e) {
        $problems = [get_class($e) . ': ' . $e->getMessage()];
    }
    if ($problems) {
        $failed++;
        echo 'FAIL ', basename($file), ': ', implode('; ', $problems), "\n";
    }
}
echo count($files) - $failed, ' of ', count($files), ' answers are valid for sabre/vobject ', Sabre\VObject\Version::VERSION, "\n";
exit($failed > 0 || !$files ? 1 : 0);
