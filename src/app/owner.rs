//! Whose a file is: one that somebody else could write to is not taken at its word.

use rustix::process::getuid;
use std::fs::Metadata;
use std::os::unix::fs::MetadataExt;

/// Could somebody else than its owner write to it?
///
/// Debian and Ubuntu give each person a group of their own, and let new files be writable by it: a group with nobody
/// else in it is nobody else.
pub fn open_to_others(meta: &Metadata) -> bool {
    let mode = meta.mode();
    mode & 0o002 != 0 || mode & 0o020 != 0 && !own_group(meta.gid())
}

/// Is it mine?
pub fn mine(meta: &Metadata) -> bool {
    meta.uid() == getuid().as_raw()
}

/// Am I the only one in this group? Where the system's lists do not say, I am not.
fn own_group(gid: u32) -> bool {
    let read = |file: &str| std::fs::read_to_string(file).unwrap_or_default();
    alone(&read("/etc/passwd"), &read("/etc/group"), getuid().as_raw(), gid)
}

/// Has this group no member but this user? `passwd` and `group` as in passwd(5) and group(5).
fn alone(passwd: &str, group: &str, uid: u32, gid: u32) -> bool {
    let (uid, gid) = (uid.to_string(), gid.to_string());
    let users: Vec<Vec<&str>> = passwd.lines().map(|line| line.split(':').collect()).collect();
    let Some(me) = users.iter().find(|user| user.get(2) == Some(&&*uid)) else { return false };
    let shared = users.iter().any(|user| user.get(3) == Some(&&*gid) && user.get(2) != Some(&&*uid));
    let groups: Vec<Vec<&str>> = group.lines().map(|line| line.split(':').collect()).collect();
    let this: Vec<_> = groups.iter().filter(|group| group.get(2) == Some(&&*gid)).collect();
    let mut members = this.iter().flat_map(|group| group.get(3).unwrap_or(&"").split(','));
    !shared && !this.is_empty() && members.all(|member| member.is_empty() || member == me[0])
}

#[cfg(test)]
mod tests {
    use super::alone;

    #[test]
    fn a_group_is_mine_alone_when_the_lists_name_nobody_else() {
        let passwd =
            "root:x:0:0::/root:/bin/sh\nada:x:1000:1000::/home/ada:/bin/sh\nbo:x:1001:1001::/home/bo:/bin/sh\n";
        let group = "root:x:0:\nada:x:1000:\nbo:x:1001:ada\nmail:x:8:ada\n";
        assert!(alone(passwd, group, 1000, 1000));
        assert!(alone(passwd, "ada:x:1000:ada\n", 1000, 1000));
        assert!(alone(passwd, group, 1000, 8));
        assert!(!alone(passwd, group, 1000, 1001), "bo's own");
        assert!(!alone(passwd, "ada:x:1000:bo\n", 1000, 1000), "somebody else was let in");
        assert!(!alone(passwd, "users:x:1000:\nada:x:1000:bo\n", 1000, 1000), "two names of one group");
        assert!(!alone(&passwd.replace("1001:1001", "1001:1000"), group, 1000, 1000), "the group of all");
        assert!(!alone("", "", 1000, 1000) && !alone(passwd, "", 1000, 1000), "nobody says so");
    }
}
